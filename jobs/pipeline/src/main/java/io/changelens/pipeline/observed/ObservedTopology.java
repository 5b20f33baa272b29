package io.changelens.pipeline.observed;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.ActivitySpan;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.pipeline.source.EventTime;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Makes the outcome minutes of availability, and of volumes those in which nothing may have happened. */
public final class ObservedTopology {

    private ObservedTopology() {}

    /**
     * Builds the topology.
     *
     * @param minutes starts of minutes with activity of any value stream, with event time
     * @param incidents incidents, each replacing the one with fewer events
     * @param catalogs catalog revisions as they arrive
     * @param known catalog revisions known from the start; at least one
     * @param settings settings of the job
     * @return outcome minutes without a service, each replacing those with fewer events
     */
    public static DataStream<OutcomeMinute> build(
            DataStream<Long> minutes,
            DataStream<Incident> incidents,
            DataStream<ValueStreamCatalog> catalogs,
            List<ValueStreamCatalog> known,
            Settings settings) {
        BroadcastStream<ValueStreamCatalog> revisions = catalogs.broadcast(CatalogFunction.REVISIONS);
        ObservedActivity activity = ObservedActivity.of(minutes, settings.lateness());
        DataStream<KpiSpan> spans = activity.spans()
                .union(activity.revised())
                .filter(ActivitySpan::isWatched)
                .uid("leave-out-unwatched")
                .name("leave out unwatched")
                .connect(revisions)
                .process(new RouteSpans(known), TypeInformation.of(KpiSpan.class))
                .uid("route-spans")
                .name("route spans");
        DataStream<KpiDowntime> downtimes = incidents
                .flatMap(new RouteDowntimes())
                .returns(TypeInformation.of(KpiDowntime.class))
                .uid("route-downtimes")
                .name("route downtimes")
                // Only activity advances the watermark.
                .assignTimestampsAndWatermarks(EventTime.ofTables())
                .uid("downtimes-without-watermark")
                .name("downtimes without watermark");
        AvroTypeInfo<OutcomeMinute> type = new AvroTypeInfo<>(OutcomeMinute.class);
        TypeInformation<KpiKey> key = TypeInformation.of(KpiKey.class);
        DataStream<OutcomeMinute> availability = of(KpiType.AVAILABILITY, spans)
                .keyBy(KpiSpan::key, key)
                .connect(downtimes.keyBy(KpiDowntime::key, key))
                .process(new AvailabilityMinutes(settings.retention()), type)
                .uid("availability-minutes")
                .name("availability minutes");
        return of(KpiType.VOLUME, spans)
                .flatMap(new VolumeMinutes())
                .returns(type)
                .uid("volume-minutes")
                .name("volume minutes")
                .union(availability);
    }

    /**
     * Puts minutes of activity and those of whole value streams into one stream. A minute is in it when both have come as
     * far, unless it is a preview.
     *
     * @param activity outcome minutes with a service
     * @param observed outcome minutes without a service
     */
    public static DataStream<OutcomeMinute> align(
            DataStream<OutcomeMinute> activity, DataStream<OutcomeMinute> observed) {
        // Shuffled, so that each subtask waits for all subtasks of both: a subtask writes a partition of the topic, and
        // readers pass a partition that is silent.
        return activity.union(observed)
                .keyBy(RecordKind.OUTCOMES::key, Types.STRING)
                .transform("align minutes", activity.getType(), new AlignMinutesOperator())
                .uid("align-minutes");
    }

    private static DataStream<KpiSpan> of(KpiType type, DataStream<KpiSpan> spans) {
        String name = type.name().toLowerCase(Locale.ROOT);
        return spans.filter(span -> span.type() == type).uid("spans-of-" + name).name("spans of " + name);
    }
}
