package io.changelens.pipeline.outcomes;

import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.Received;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Computes KPI sums from learning activity: sums per subtask, application of the catalog, merge. */
public final class OutcomesTopology {

    private OutcomesTopology() {}

    /**
     * Builds the topology.
     *
     * @param activity events of the topic {@code learning-activity}, with event time
     * @param catalogs catalog revisions as they arrive
     * @param known catalog revisions known from the start; at least one
     * @param settings settings of the job
     */
    public static Outcomes build(
            DataStream<Received<LearningActivityEvent>> activity,
            DataStream<ValueStreamCatalog> catalogs,
            List<ValueStreamCatalog> known,
            Settings settings) {
        SingleOutputStreamOperator<PartialSums> partials = activity.transform(
                        "sum-activity",
                        TypeInformation.of(PartialSums.class),
                        new SumActivityOperator(
                                settings.outOfOrderness(), settings.lateness(), settings.flushInterval()))
                .uid("sum-activity")
                .name("sum activity");
        DataStream<OutcomeSums> sums = partials.connect(catalogs.broadcast(CatalogFunction.REVISIONS))
                .process(new ApplyCatalog(known), TypeInformation.of(OutcomeSums.class))
                .uid("apply-catalog")
                .name("apply catalog");
        SingleOutputStreamOperator<OutcomeMinute> minutes = sums.keyBy(
                        OutcomeSums::key, TypeInformation.of(OutcomeKey.class))
                .process(
                        new MergeSums(settings.lateness(), settings.previewDelay()),
                        new AvroTypeInfo<>(OutcomeMinute.class))
                .uid("merge-sums")
                .name("merge sums");
        return new Outcomes(
                minutes,
                sums.map(sum -> sum.key().minute())
                        .returns(Types.LONG)
                        .uid("minutes-with-activity")
                        .name("minutes with activity"),
                partials.getSideOutput(SumActivityOperator.LATE),
                minutes.getSideOutput(MergeSums.LATE_SUMS),
                partials.getSideOutput(IntakeDelta.OUTPUT));
    }

    /**
     * The outputs of the topology.
     *
     * @param minutes KPI sums by minute, each record replacing those with fewer events
     * @param active starts of minutes with activity that counts for a KPI or is unmapped, repeated
     * @param late events that arrived after their minute was closed
     * @param lateSums sums of events that were counted, which arrived after their minute was closed
     * @param account numbers of events that were counted, duplicate or late
     */
    public record Outcomes(
            DataStream<OutcomeMinute> minutes,
            DataStream<Long> active,
            DataStream<LateEvent> late,
            DataStream<OutcomeSums> lateSums,
            DataStream<IntakeDelta> account) {}
}
