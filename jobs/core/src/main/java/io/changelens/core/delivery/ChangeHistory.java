package io.changelens.core.delivery;

import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * The history of a change, put together from its deployment events. The result does not depend on the order in which
 * the events arrived.
 *
 * @param facts latest reported value of each field; its phase, event id and time are those of the latest event, its
 *     rollout scope that of its latest rollout step; without its commits, of which {@code size} has what is needed, as one
 *     change may have thousands
 * @param state current phase
 * @param phaseTimes event time at which each phase was reached, as last reported
 * @param attempts number of attempts to deploy it that count
 * @param actualStart when work on the environment started in the last attempt; null if none has
 * @param actualEnd when the last attempt ended, or the change was cancelled; null while it is open
 * @param deployment what its attempts say about its deployment
 * @param liveTimes the times at which it was live, oldest first
 * @param size size of its commits
 * @param timeSlots its time slot, one entry for each event that altered it, oldest first
 * @param flow the stages that it passed through before it was live, in order of time
 * @param firstEventAt earliest event time
 * @param lastEventAt latest event time
 * @param events number of distinct events, which serves as the revision
 */
public record ChangeHistory(
        DeploymentEvent facts,
        ChangePhase state,
        Map<ChangePhase, Instant> phaseTimes,
        int attempts,
        Instant actualStart,
        Instant actualEnd,
        Deployment deployment,
        List<LiveTimes> liveTimes,
        ChangeSize size,
        List<TimeSlot> timeSlots,
        List<FlowStage> flow,
        Instant firstEventAt,
        Instant lastEventAt,
        long events) {

    /** Orders events by time; simultaneous events by the usual order of phases, then by event id. */
    private static final Comparator<DeploymentEvent> ORDER = Comparator.comparing(DeploymentEvent::getOccurredAt)
            .thenComparing(DeploymentEvent::getPhase)
            .thenComparing(DeploymentEvent::getEventId);

    /**
     * Puts the events of a change together.
     *
     * @param distinct its events, each once, in any order; at least one
     */
    public static ChangeHistory of(Collection<DeploymentEvent> distinct) {
        List<DeploymentEvent> events = new ArrayList<>(distinct);
        events.sort(ORDER);
        DeploymentEvent facts = LatestValues.of(events);
        Map<ChangePhase, Instant> phaseTimes = new EnumMap<>(ChangePhase.class);
        Attempts found = new Attempts();
        for (DeploymentEvent event : events) {
            phaseTimes.put(event.getPhase(), event.getOccurredAt());
            found.add(event);
        }
        List<Attempt> attempts = found.all();
        Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        Deployment deployment = Deployment.of(attempts);
        List<LiveTimes> liveTimes = liveTimes(attempts, found.scope());
        if (!liveTimes.isEmpty()) {
            facts.setRolloutScope(liveTimes.get(liveTimes.size() - 1).cohorts());
        }
        ChangeSize size = ChangeSize.of(facts.getCommits());
        facts.setCommits(List.of());
        Instant cancelled = found.state() == ChangePhase.CANCELLED ? phaseTimes.get(ChangePhase.CANCELLED) : null;
        return new ChangeHistory(
                facts,
                found.state(),
                phaseTimes,
                attempts.size(),
                last == null ? orElse(facts.getActualStart(), phaseTimes.get(ChangePhase.STARTED)) : last.startedAt(),
                last == null ? cancelled : last.endedAt(),
                deployment,
                liveTimes,
                size,
                TimeSlot.of(events),
                FlowStage.of(events, facts, size, orElse(deployment.deployedAt(), cancelled), phaseTimes),
                events.get(0).getOccurredAt(),
                events.get(events.size() - 1).getOccurredAt(),
                events.size());
    }

    /** An attempt is live until it is rolled back or the change is tried again. */
    private static List<LiveTimes> liveTimes(List<Attempt> attempts, List<String> scope) {
        List<LiveTimes> times = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt next = i + 1 < attempts.size() ? attempts.get(i + 1) : null;
            Instant until = next == null ? null : orElse(next.from(), next.startedAt());
            times.addAll(attempts.get(i).liveTimes(scope, until == null ? OpenEnd.TIME : until.toEpochMilli()));
        }
        return List.copyOf(times);
    }

    private static Instant orElse(Instant preferred, Instant other) {
        return preferred == null ? other : preferred;
    }

    /** Event time at which a phase was reached; null if it was not. */
    public Instant reached(ChangePhase phase) {
        return phaseTimes.get(phase);
    }

    /**
     * The size of a change's commits. A size that a commit does not report counts as 0.
     *
     * @param firstCommitAt time of the oldest commit; null when none has a time
     * @param commits number of commits
     * @param linesAdded lines added by all of them
     * @param linesRemoved lines removed by all of them
     * @param filesChanged files changed, counted once per commit
     */
    public record ChangeSize(
            Instant firstCommitAt, int commits, long linesAdded, long linesRemoved, long filesChanged) {

        static ChangeSize of(List<Commit> commits) {
            return new ChangeSize(
                    commits.stream()
                            .map(Commit::getCommittedAt)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null),
                    commits.size(),
                    sum(commits, c -> orZero(c.getLinesAdded())),
                    sum(commits, c -> orZero(c.getLinesRemoved())),
                    sum(commits, c -> orZero(c.getFilesChanged())));
        }

        private static long sum(List<Commit> commits, ToIntFunction<Commit> size) {
            return commits.stream().mapToLong(size::applyAsInt).sum();
        }

        private static int orZero(Integer size) {
            return size == null ? 0 : size;
        }
    }
}
