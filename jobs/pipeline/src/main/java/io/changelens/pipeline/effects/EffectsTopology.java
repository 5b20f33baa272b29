package io.changelens.pipeline.effects;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.ControlHour;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectPath;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.ActivitySpan;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.delivery.Change;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.pipeline.observed.ObservedActivity;
import io.changelens.pipeline.observed.ObservedMinutes;
import io.changelens.pipeline.source.EventTime;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.types.Either;

/**
 * Measures the effects of changes on KPIs. Changes, incidents and release windows are routed to KPIs; there effects are
 * measured from the KPI sums, and then judged per change.
 */
public final class EffectsTopology {

    private EffectsTopology() {}

    /**
     * Builds the topology.
     *
     * @param inputs streams that the topology reads
     * @param catalogs catalog revisions as they arrive
     * @param known catalog revisions known from the start; at least one
     * @param settings settings of the job
     * @return effects and their paths
     */
    public static Measured build(
            Inputs inputs, DataStream<ValueStreamCatalog> catalogs, List<ValueStreamCatalog> known, Settings settings) {
        BroadcastStream<ValueStreamCatalog> revisions = catalogs.broadcast(CatalogFunction.REVISIONS);
        TypeInformation<Intervention> intervention = TypeInformation.of(Intervention.class);
        DataStream<Intervention> ofChanges = inputs.changes()
                .flatMap(new RouteChanges())
                .returns(intervention)
                .uid("route-changes")
                .name("route changes");
        DataStream<Intervention> ofIncidents = inputs.incidents()
                .flatMap(new RouteIncidents())
                .returns(intervention)
                .uid("route-incidents")
                .name("route incidents");
        DataStream<Intervention> ofWindows = inputs.windows()
                .keyBy(ReleaseWindow::getWindowId, Types.STRING)
                .connect(revisions)
                .process(new RouteWindows(known, settings.retention().toMillis()), Types.LIST(intervention))
                .uid("route-windows")
                .name("route windows")
                .flatMap(new RouteWindows.Each())
                .returns(intervention)
                .uid("each-window")
                .name("each window");
        DataStream<Intervention> ofPauses = pauses(inputs.outcomes(), settings)
                .connect(revisions)
                .process(new RoutePauses(known), intervention)
                .uid("route-pauses")
                .name("route pauses");
        DataStream<Intervention> interventions = ofChanges
                .union(ofIncidents, ofWindows)
                // Only outcomes advance the watermark: changes ahead of them would close minutes that are still to
                // come.
                .assignTimestampsAndWatermarks(EventTime.ofTables())
                .uid("interventions-without-watermark")
                .name("interventions without watermark")
                .union(ofPauses);
        DataStream<OutcomeMinute> outcomes = inputs.outcomes()
                .filter(outcome -> !outcome.getValueStream().equals(CatalogIndex.UNMAPPED))
                .uid("leave-out-unmapped")
                .name("leave out unmapped");
        TypeInformation<KpiKey> key = TypeInformation.of(KpiKey.class);
        DataStream<ControlHour> controls = outcomes.keyBy(EffectsTopology::key, key)
                .process(new CloseControlHours(settings), TypeInformation.of(ControlHour.class))
                .uid("close-control-hours")
                .name("close control hours");
        SingleOutputStreamOperator<Effect> measured = together(outcomes, interventions)
                .keyBy(
                        input -> input.isLeft()
                                ? key(input.left())
                                : input.right().key(),
                        key)
                .connect(controls.broadcast(ControlHours.DAYS))
                .process(new MeasureEffects(settings), TypeInformation.of(Effect.class))
                .uid("measure-effects")
                .name("measure effects");
        DataStream<AdjustedEffect> judged = measured.keyBy(Effect::changeId, Types.STRING)
                .process(new AdjustFamily(), TypeInformation.of(AdjustedEffect.class))
                .uid("adjust-family")
                .name("adjust family");
        return new Measured(judged, measured.getSideOutput(MeasureEffects.PATHS));
    }

    private static KpiKey key(OutcomeMinute outcome) {
        return new KpiKey(outcome.getValueStream(), outcome.getKpi());
    }

    /** A keyed stream beside a broadcast one is a single stream. */
    private static DataStream<Either<OutcomeMinute, Intervention>> together(
            DataStream<OutcomeMinute> outcomes, DataStream<Intervention> interventions) {
        TypeInformation<Either<OutcomeMinute, Intervention>> type =
                Types.EITHER(new AvroTypeInfo<>(OutcomeMinute.class), TypeInformation.of(Intervention.class));
        return outcomes.map(Either::<OutcomeMinute, Intervention>Left)
                .returns(type)
                .uid("measured-outcomes")
                .name("measured outcomes")
                .union(interventions
                        .map(Either::<OutcomeMinute, Intervention>Right)
                        .returns(type)
                        .uid("measured-interventions")
                        .name("measured interventions"));
    }

    /** Pauses have the watermark of outcomes, so that each arrives before an analysis that it concerns. */
    private static DataStream<ActivitySpan> pauses(DataStream<OutcomeMinute> outcomes, Settings settings) {
        DataStream<Long> minutes = outcomes.filter(ObservedMinutes::isActivity)
                .uid("leave-out-observed-minutes")
                .name("leave out observed minutes")
                .map(outcome -> outcome.getMinute().toEpochMilli())
                .returns(Types.LONG)
                .uid("minutes-with-activity")
                .name("minutes with activity");
        ObservedActivity activity = ObservedActivity.of(minutes, settings.lateness());
        return activity.spans()
                .filter(span -> !span.observed())
                .uid("pauses")
                .name("pauses")
                .union(activity.revised());
    }

    /**
     * Streams that the topology returns. Each row replaces the one with a lower revision.
     *
     * @param effects effects, judged per change
     * @param paths paths of effects
     */
    public record Measured(DataStream<AdjustedEffect> effects, DataStream<EffectPath> paths) {}

    /**
     * Streams that the topology reads.
     *
     * @param outcomes KPI sums by minute, with event time, each record replacing those with fewer events
     * @param changes changes, each replacing the one with fewer events
     * @param incidents incidents, each replacing the one with fewer events
     * @param windows release windows, each replacing the one with a lower revision
     */
    public record Inputs(
            DataStream<OutcomeMinute> outcomes,
            DataStream<Change> changes,
            DataStream<Incident> incidents,
            DataStream<ReleaseWindow> windows) {}
}
