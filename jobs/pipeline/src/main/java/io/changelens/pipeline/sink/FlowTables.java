package io.changelens.pipeline.sink;

import io.changelens.core.delivery.FlowStage;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.pipeline.delivery.Change;
import java.time.Instant;
import java.util.List;

/** Tables of the flow of changes. */
public final class FlowTables {

    /** Stages of changes, which show where their time was spent. */
    public static final Table<Row> FLOW_STAGES = Table.<Row>named("flow_stages")
            .text("change_id", Row::changeId)
            .text("stage", Row::stage)
            .text("kind", Row::kind)
            .text("team", Row::team)
            .column("hand_over", Row::handOver)
            .column("started_at", Row::startedAt)
            .column("ended_at", Row::endedAt)
            .column("events", Row::events)
            .key("change_id", "stage")
            .from(Row::cause)
            .build();

    private FlowTables() {}

    /** Returns a change's rows of {@link #FLOW_STAGES}. */
    public static List<Row> rowsOf(Change change) {
        return change.history().flow().stream()
                .map(stage -> Row.of(change, stage))
                .toList();
    }

    /**
     * A row of {@link #FLOW_STAGES}.
     *
     * @param changeId id of the change
     * @param stage name of the stage
     * @param kind {@code ACTIVE} or {@code WAITING}
     * @param team team responsible, as last reported up to the start of the stage; empty when unknown
     * @param handOver whether another team was responsible before
     * @param startedAt start of the stage
     * @param endedAt end of the stage; null while the change is in it
     * @param events number of events of the change that this row is based on; a row replaces those with fewer
     * @param cause position of the event that caused the row
     */
    public record Row(
            String changeId,
            String stage,
            String kind,
            String team,
            boolean handOver,
            Instant startedAt,
            Instant endedAt,
            long events,
            RecordPosition cause) {

        static Row of(Change change, FlowStage stage) {
            return new Row(
                    change.history().facts().getChangeId(),
                    stage.stage().name(),
                    stage.stage().active() ? "ACTIVE" : "WAITING",
                    stage.team(),
                    stage.handOver(),
                    stage.startedAt(),
                    stage.endedAt(),
                    change.history().events(),
                    change.cause());
        }
    }
}
