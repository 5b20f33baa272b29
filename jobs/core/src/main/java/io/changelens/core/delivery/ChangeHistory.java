package io.changelens.core.delivery;

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
 * @param facts latest reported value of each field; its phase, event id and time are those of the latest event
 * @param state current phase
 * @param phaseTimes event time at which each phase was reached, as last reported
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
        ChangePhase state = ChangePhase.UNKNOWN;
        for (DeploymentEvent event : events) {
            phaseTimes.put(event.getPhase(), event.getOccurredAt());
            state = after(state, event.getPhase());
        }
        ChangeSize size = ChangeSize.of(facts.getCommits());
        return new ChangeHistory(
                facts,
                state,
                phaseTimes,
                size,
                TimeSlot.of(events),
                FlowStage.of(events, facts, size, phaseTimes),
                events.get(0).getOccurredAt(),
                events.get(events.size() - 1).getOccurredAt(),
                events.size());
    }

    /**
     * Returns the state after one more event. A plan or approval that is reported after the start does not reopen the
     * change.
     */
    static ChangePhase after(ChangePhase state, ChangePhase next) {
        boolean planning = next == ChangePhase.PLANNED || next == ChangePhase.APPROVED;
        return planning && state.compareTo(ChangePhase.STARTED) >= 0 ? state : next;
    }

    /** Event time at which a phase was reached; null if it was not. */
    public Instant reached(ChangePhase phase) {
        return phaseTimes.get(phase);
    }

    /** When work on the environment began: the reported start, else the time of STARTED; null if it has not begun. */
    public Instant actualStart() {
        return facts.getActualStart() == null ? reached(ChangePhase.STARTED) : facts.getActualStart();
    }

    /**
     * When work on the environment ended: the reported end, else the time of the closing state; null while the change
     * is open.
     */
    public Instant actualEnd() {
        boolean closed = state.compareTo(ChangePhase.STARTED) > 0;
        Instant closedAt = closed ? reached(state) : null;
        return facts.getActualEnd() == null ? closedAt : facts.getActualEnd();
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
