package io.changelens.core.delivery;

import io.changelens.core.delivery.ChangeHistory.ChangeSize;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The time that a change spent in a state, before it was live. A stage ends when the next one begins, in the order of
 * time, so the stages of a change that has ended add up to the time from its first to its end.
 *
 * @param stage the state
 * @param team the team that had it, as last said by then; empty when unknown
 * @param handOver whether another team had it before
 * @param startedAt when it came into the state
 * @param endedAt when it left it; null while it is there
 */
public record FlowStage(Stage stage, String team, boolean handOver, Instant startedAt, Instant endedAt) {

    /** The states, in the order of a change's life. */
    public enum Stage {
        /** Somebody asked for it. */
        REQUESTED(false),
        /** Its first commit was made. */
        COMMITTED(true),
        /** It was planned, and waits to be approved. */
        PLANNED(false),
        /** It was approved, and waits for its time. */
        APPROVED(false),
        /** It is being deployed. */
        STARTED(true);

        private final boolean active;

        Stage(boolean active) {
            this.active = active;
        }

        /** Whether somebody works on it; else it waits. */
        public boolean active() {
            return active;
        }
    }

    private record Begin(Stage stage, Instant at) {}

    /**
     * The stages of a change.
     *
     * @param ordered its events, in the order in which they happened
     * @param facts the latest value of each field
     * @param size of its commits
     * @param phaseTimes when each phase was reached
     */
    static List<FlowStage> of(
            List<DeploymentEvent> ordered,
            DeploymentEvent facts,
            ChangeSize size,
            Map<ChangePhase, Instant> phaseTimes) {
        Instant closed = closed(phaseTimes);
        List<Begin> begins = new ArrayList<>();
        add(begins, Stage.REQUESTED, requested(facts), closed);
        add(begins, Stage.COMMITTED, size.firstCommitAt(), closed);
        add(begins, Stage.PLANNED, phaseTimes.get(ChangePhase.PLANNED), closed);
        add(begins, Stage.APPROVED, phaseTimes.get(ChangePhase.APPROVED), closed);
        Instant reported = facts.getActualStart();
        add(begins, Stage.STARTED, reported == null ? phaseTimes.get(ChangePhase.STARTED) : reported, closed);
        begins.sort(Comparator.comparing(Begin::at).thenComparing(Begin::stage));
        List<FlowStage> stages = new ArrayList<>();
        String before = "";
        for (int i = 0; i < begins.size(); i++) {
            Begin begin = begins.get(i);
            String team = teamAt(ordered, begin.at());
            boolean last = i == begins.size() - 1;
            stages.add(new FlowStage(
                    begin.stage(),
                    team,
                    !before.isEmpty() && !team.isEmpty() && !team.equals(before),
                    begin.at(),
                    last ? closed : begins.get(i + 1).at()));
            before = team.isEmpty() ? before : team;
        }
        return stages;
    }

    private static Instant requested(DeploymentEvent facts) {
        return facts.getServiceRequest() == null
                ? null
                : facts.getServiceRequest().getRequestedAt();
    }

    /** What is reported to have begun after the end took no time. */
    private static void add(List<Begin> begins, Stage stage, Instant at, Instant closed) {
        if (at != null) {
            begins.add(new Begin(stage, closed != null && at.isAfter(closed) ? closed : at));
        }
    }

    /** When it was live; else when it first failed, was taken back or cancelled. */
    private static Instant closed(Map<ChangePhase, Instant> phaseTimes) {
        Instant live = phaseTimes.get(ChangePhase.SUCCEEDED);
        if (live != null) {
            return live;
        }
        Instant first = null;
        for (ChangePhase phase : List.of(ChangePhase.FAILED, ChangePhase.ROLLED_BACK, ChangePhase.CANCELLED)) {
            Instant at = phaseTimes.get(phase);
            first = first == null || (at != null && at.isBefore(first)) ? at : first;
        }
        return first;
    }

    private static String teamAt(List<DeploymentEvent> ordered, Instant time) {
        String team = "";
        for (DeploymentEvent event : ordered) {
            boolean said = event.getTeam() != null && !event.getOccurredAt().isAfter(time);
            team = said ? event.getTeam() : team;
        }
        return team;
    }
}
