package io.changelens.pipeline.sink;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Reach;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Tables of the catalog and the calendar. */
public final class CatalogTables {

    /** Services that serve value streams, directly or as dependencies. */
    public static final Table<ReachRow> CATALOG_REACH = Table.<ReachRow>named("catalog_reach")
            .column("revision", ReachRow::revision)
            .column("effective_from", ReachRow::effectiveFrom)
            .text("value_stream", ReachRow::valueStream)
            .text("service", ReachRow::service)
            .column("distance", ReachRow::distance)
            .column("activities", ReachRow::activities)
            .key("revision", "value_stream", "service")
            .from(ReachRow::place)
            .build();

    /** KPIs of value streams. */
    public static final Table<KpiRow> CATALOG_KPIS = Table.<KpiRow>named("catalog_kpis")
            .column("revision", KpiRow::revision)
            .column("effective_from", KpiRow::effectiveFrom)
            .text("value_stream", KpiRow::valueStream)
            .text("kpi", KpiRow::kpi)
            .text("name", KpiRow::name)
            .text("unit", KpiRow::unit)
            .text("direction", KpiRow::direction)
            .column("material_effect", KpiRow::materialEffect)
            .text("source", KpiRow::source)
            .key("revision", "value_stream", "kpi")
            .from(KpiRow::place)
            .build();

    /** Value streams. */
    public static final Table<StreamRow> CATALOG_VALUE_STREAMS = Table.<StreamRow>named("catalog_value_streams")
            .column("revision", StreamRow::revision)
            .column("effective_from", StreamRow::effectiveFrom)
            .text("value_stream", StreamRow::valueStream)
            .column("position", StreamRow::position)
            .text("name", StreamRow::name)
            .column("adopted_at", StreamRow::adoptedAt)
            .key("revision", "value_stream")
            .from(StreamRow::place)
            .build();

    /** Activities, that is, steps of value streams. */
    public static final Table<ActivityRow> CATALOG_ACTIVITIES = Table.<ActivityRow>named("catalog_activities")
            .column("revision", ActivityRow::revision)
            .column("effective_from", ActivityRow::effectiveFrom)
            .text("value_stream", ActivityRow::valueStream)
            .text("activity", ActivityRow::activity)
            .column("position", ActivityRow::position)
            .text("name", ActivityRow::name)
            .column("services", ActivityRow::services)
            .key("revision", "value_stream", "activity")
            .from(ActivityRow::place)
            .build();

    /** Release windows of the calendar. */
    public static final Table<Received<ReleaseWindow>> RELEASE_WINDOWS = Table.<Received<ReleaseWindow>>named(
                    "release_windows")
            .text("window_id", w -> w.event().getWindowId())
            .column("revision", w -> w.event().getRevision())
            .text("kind", w -> w.event().getKind())
            .text("title", w -> w.event().getTitle())
            .column("value_streams", w -> w.event().getValueStreams())
            .column("starts_at", w -> w.event().getStartsAt())
            .column("ends_at", w -> w.event().getEndsAt())
            .column("importance", w -> w.event().getImportance())
            .column("expected_learners", w -> w.event().getExpectedLearners())
            .column("cancelled", w -> w.event().getCancelled())
            .key("window_id")
            .from(Received::position)
            .build();

    private CatalogTables() {}

    /** Returns a revision's rows of {@link #CATALOG_REACH}. */
    static List<ReachRow> reachOf(Received<ValueStreamCatalog> received) {
        ValueStreamCatalog catalog = received.event();
        return CatalogIndex.of(catalog).reach().stream()
                .map(reach -> ReachRow.of(received, reach))
                .toList();
    }

    /** Returns a revision's rows of {@link #CATALOG_KPIS}. */
    static List<KpiRow> kpisOf(Received<ValueStreamCatalog> received) {
        ValueStreamCatalog catalog = received.event();
        CatalogIndex index = CatalogIndex.of(catalog);
        return catalog.getValueStreams().stream()
                .flatMap(stream ->
                        index.kpisOf(stream.getId()).stream().map(kpi -> KpiRow.of(received, stream.getId(), kpi)))
                .toList();
    }

    /** Returns a revision's rows of {@link #CATALOG_VALUE_STREAMS}. */
    static List<StreamRow> valueStreamsOf(Received<ValueStreamCatalog> received) {
        ValueStreamCatalog catalog = received.event();
        List<ValueStream> streams = catalog.getValueStreams();
        return IntStream.range(0, streams.size())
                .mapToObj(i -> new StreamRow(
                        catalog.getRevision(),
                        catalog.getEffectiveFrom(),
                        streams.get(i).getId(),
                        i + 1,
                        streams.get(i).getName(),
                        streams.get(i).getAdoptedAt(),
                        received.position()))
                .toList();
    }

    /** Returns a revision's rows of {@link #CATALOG_ACTIVITIES}. */
    static List<ActivityRow> activitiesOf(Received<ValueStreamCatalog> received) {
        ValueStreamCatalog catalog = received.event();
        return catalog.getValueStreams().stream()
                .flatMap(stream -> IntStream.range(0, stream.getActivities().size())
                        .mapToObj(i -> ActivityRow.of(
                                received,
                                stream.getId(),
                                i + 1,
                                stream.getActivities().get(i))))
                .toList();
    }

    /**
     * A row of {@link #CATALOG_ACTIVITIES}.
     *
     * @param revision revision of the catalog
     * @param effectiveFrom time from which the revision is in effect
     * @param valueStream id of the value stream
     * @param activity id of the activity
     * @param position position of the activity in its value stream, from 1
     * @param name name of the activity
     * @param services ids of the services that the activity uses directly
     * @param place position of the catalog's record
     */
    public record ActivityRow(
            long revision,
            Instant effectiveFrom,
            String valueStream,
            String activity,
            int position,
            String name,
            List<String> services,
            RecordPosition place) {

        static ActivityRow of(
                Received<ValueStreamCatalog> received, String valueStream, int position, Activity activity) {
            ValueStreamCatalog catalog = received.event();
            return new ActivityRow(
                    catalog.getRevision(),
                    catalog.getEffectiveFrom(),
                    valueStream,
                    activity.getId(),
                    position,
                    activity.getName(),
                    List.copyOf(activity.getServices()),
                    received.position());
        }
    }

    /**
     * A row of {@link #CATALOG_VALUE_STREAMS}.
     *
     * @param revision revision of the catalog
     * @param effectiveFrom time from which the revision is in effect
     * @param valueStream id of the value stream
     * @param position position of the value stream in the catalog, from 1
     * @param name name of the value stream
     * @param adoptedAt time at which the value stream adopted the integrated change process; null if it has not
     * @param place position of the catalog's record
     */
    public record StreamRow(
            long revision,
            Instant effectiveFrom,
            String valueStream,
            int position,
            String name,
            Instant adoptedAt,
            RecordPosition place) {}

    /**
     * A row of {@link #CATALOG_REACH}.
     *
     * @param revision revision of the catalog
     * @param effectiveFrom time from which the revision is in effect
     * @param valueStream id of the value stream
     * @param service id of the service
     * @param distance length of the shortest dependency path from a service that an activity uses directly (0) to this
     *     service
     * @param activities ids of the activities that use the service directly; empty at distances above 0
     * @param place position of the catalog's record
     */
    public record ReachRow(
            long revision,
            Instant effectiveFrom,
            String valueStream,
            String service,
            int distance,
            List<String> activities,
            RecordPosition place) {

        static ReachRow of(Received<ValueStreamCatalog> received, Reach reach) {
            ValueStreamCatalog catalog = received.event();
            return new ReachRow(
                    catalog.getRevision(),
                    catalog.getEffectiveFrom(),
                    reach.valueStream(),
                    reach.service(),
                    reach.distance(),
                    reach.activities(),
                    received.position());
        }
    }

    /**
     * A row of {@link #CATALOG_KPIS}.
     *
     * @param revision revision of the catalog
     * @param effectiveFrom time from which the revision is in effect
     * @param valueStream id of the value stream
     * @param kpi id of the KPI
     * @param name name of the KPI
     * @param unit unit of the ratio, such as ratio, rating, seconds or currency
     * @param direction whether higher or lower values are better, a name of {@code Direction}
     * @param materialEffect smallest relative effect that matters, such as 0.02 for 2 %
     * @param source where the sums come from, learning activity or incidents
     * @param place position of the catalog's record
     */
    public record KpiRow(
            long revision,
            Instant effectiveFrom,
            String valueStream,
            String kpi,
            String name,
            String unit,
            String direction,
            double materialEffect,
            String source,
            RecordPosition place) {

        static KpiRow of(Received<ValueStreamCatalog> received, String valueStream, Kpi kpi) {
            ValueStreamCatalog catalog = received.event();
            return new KpiRow(
                    catalog.getRevision(),
                    catalog.getEffectiveFrom(),
                    valueStream,
                    kpi.getId(),
                    kpi.getName(),
                    kpi.getUnit(),
                    kpi.getDirection().name(),
                    kpi.getMaterialEffect(),
                    kpi.getSource().name(),
                    received.position());
        }
    }
}
