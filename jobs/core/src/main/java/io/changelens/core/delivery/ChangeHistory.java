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
 * What is known of a change: its events put together, the same whatever order they came in.
 *
 * @param facts the latest value of each field; its own phase, id and time are those of the latest event
 * @param state the phase that it is in
 * @param phaseTimes when each phase was reached, as last reported
 * @param size of its commits
 * @param timeSlots the time that it takes up, as each event altered it, oldest first
 * @param flow the states that it was in before it was live
 * @param firstEventAt earliest event time
 * @param lastEventAt latest event time
 * @param events distinct events: its revision
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

    /** By time; what happened at the same time is in the order of a change's life. */
    private static final Comparator<DeploymentEvent> ORDER = Comparator.comparing(DeploymentEvent::getOccurredAt)
            .thenComparing(DeploymentEvent::getPhase)
            .thenComparing(DeploymentEvent::getEventId);

    /**
     * Puts a change's events together.
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

    /** A change that has started is not planned again by a plan that is corrected later. */
    static ChangePhase after(ChangePhase state, ChangePhase next) {
        boolean planning = next == ChangePhase.PLANNED || next == ChangePhase.APPROVED;
        return planning && state.compareTo(ChangePhase.STARTED) >= 0 ? state : next;
    }

    /** When a phase was reached; null if it was not. */
    public Instant reached(ChangePhase phase) {
        return phaseTimes.get(phase);
    }

    /** When work on the environment began: as reported, else when it started; null if it has not. */
    public Instant actualStart() {
        return facts.getActualStart() == null ? reached(ChangePhase.STARTED) : facts.getActualStart();
    }

    /** When work on the environment ended: as reported, else when the state that closes it was reached; null if open. */
    public Instant actualEnd() {
        boolean closed = state.compareTo(ChangePhase.STARTED) > 0;
        Instant closedAt = closed ? reached(state) : null;
        return facts.getActualEnd() == null ? closedAt : facts.getActualEnd();
    }

    /**
     * How much a change brings live. What a commit does not tell counts as 0.
     *
     * @param firstCommitAt time of the oldest commit; null when none has a time
     * @param commits number of commits
     * @param linesAdded lines added by all of them
     * @param linesRemoved lines removed by all of them
     * @param filesChanged files touched, counted once per commit
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
