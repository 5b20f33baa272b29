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
 * The time that a change spent in one stage before it was live. A stage ends when the next one, in order of time,
 * starts. The stages of a closed change therefore add up to the time from its first stage to its end.
 *
 * @param stage the stage
 * @param team team responsible, as last reported up to the stage's start; empty when unknown
 * @param handOver whether another team was responsible before
 * @param startedAt when the stage started
 * @param endedAt when the stage ended; null while the change is in it
 */
public record FlowStage(Stage stage, String team, boolean handOver, Instant startedAt, Instant endedAt) {

    /** The stages, in the order in which changes usually pass through them. */
    public enum Stage {
        /** A service request asked for the change; it waits for work to begin. */
        REQUESTED(false),
        /** The first commit was made; work is in progress. */
        COMMITTED(true),
        /** The change is planned and waits for approval. */
        PLANNED(false),
        /** The change is approved and waits for its start. */
        APPROVED(false),
        /** The change is being deployed. */
        STARTED(true);

        private final boolean active;

        Stage(boolean active) {
            this.active = active;
        }

        /** Whether somebody works on the change in this stage; otherwise the change waits. */
        public boolean active() {
            return active;
        }
    }

    private record Start(Stage stage, Instant at) {}

    /**
     * Derives the stages of a change.
     *
     * @param ordered its events, in order of event time
     * @param facts latest reported value of each field
     * @param size size of its commits
     * @param closed when its deployment was complete or it was cancelled; null while it is open
     * @param phaseTimes event time at which each phase was reached
     */
    static List<FlowStage> of(
            List<DeploymentEvent> ordered,
            DeploymentEvent facts,
            ChangeSize size,
            Instant closed,
            Map<ChangePhase, Instant> phaseTimes) {
        List<Start> starts = new ArrayList<>();
        add(starts, Stage.REQUESTED, requested(facts), closed);
        add(starts, Stage.COMMITTED, size.firstCommitAt(), closed);
        add(starts, Stage.PLANNED, phaseTimes.get(ChangePhase.PLANNED), closed);
        add(starts, Stage.APPROVED, phaseTimes.get(ChangePhase.APPROVED), closed);
        Instant reported = facts.getActualStart();
        add(starts, Stage.STARTED, reported == null ? phaseTimes.get(ChangePhase.STARTED) : reported, closed);
        starts.sort(Comparator.comparing(Start::at).thenComparing(Start::stage));
        List<FlowStage> stages = new ArrayList<>();
        String before = "";
        for (int i = 0; i < starts.size(); i++) {
            Start begin = starts.get(i);
            String team = teamAt(ordered, begin.at());
            boolean last = i == starts.size() - 1;
            stages.add(new FlowStage(
                    begin.stage(),
                    team,
                    !before.isEmpty() && !team.isEmpty() && !team.equals(before),
                    begin.at(),
                    last ? closed : starts.get(i + 1).at()));
            before = team.isEmpty() ? before : team;
        }
        return stages;
    }

    private static Instant requested(DeploymentEvent facts) {
        return facts.getServiceRequest() == null
                ? null
                : facts.getServiceRequest().getRequestedAt();
    }

    /** Adds a stage. A start that is reported after the end is moved to the end, so that the stage has no length. */
    private static void add(List<Start> starts, Stage stage, Instant at, Instant closed) {
        if (at != null) {
            starts.add(new Start(stage, closed != null && at.isAfter(closed) ? closed : at));
        }
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
