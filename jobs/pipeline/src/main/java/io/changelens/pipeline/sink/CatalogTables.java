package io.changelens.pipeline.sink;

import io.changelens.estimation.catalog.CatalogIndex;
import io.changelens.estimation.catalog.Reach;
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

    /** Which services serve which value streams. */
    public static final Table<ReachRow> CATALOG_REACH = Table.<ReachRow>named("catalog_reach")
            .column("revision", ReachRow::revision)
            .column("effective_from", ReachRow::effectiveFrom)
            .text("value_stream", ReachRow::valueStream)
            .text("service", ReachRow::service)
            .column("distance", ReachRow::distance)
            .column("activities", ReachRow::activities)
            .build();

    /** By which KPIs value streams are judged. */
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
            .build();

    /** Which value streams there are. */
    public static final Table<StreamRow> CATALOG_VALUE_STREAMS = Table.<StreamRow>named("catalog_value_streams")
            .column("revision", StreamRow::revision)
            .column("effective_from", StreamRow::effectiveFrom)
            .text("value_stream", StreamRow::valueStream)
            .column("position", StreamRow::position)
            .text("name", StreamRow::name)
            .column("adopted_at", StreamRow::adoptedAt)
            .build();

    /** Which activities value streams have. */
    public static final Table<ActivityRow> CATALOG_ACTIVITIES = Table.<ActivityRow>named("catalog_activities")
            .column("revision", ActivityRow::revision)
            .column("effective_from", ActivityRow::effectiveFrom)
            .text("value_stream", ActivityRow::valueStream)
            .text("activity", ActivityRow::activity)
            .column("position", ActivityRow::position)
            .text("name", ActivityRow::name)
            .column("services", ActivityRow::services)
            .build();

    /** The calendar. */
    public static final Table<ReleaseWindow> RELEASE_WINDOWS = Table.<ReleaseWindow>named("release_windows")
            .text("window_id", ReleaseWindow::getWindowId)
            .column("revision", ReleaseWindow::getRevision)
            .text("kind", ReleaseWindow::getKind)
            .text("title", ReleaseWindow::getTitle)
            .column("value_streams", ReleaseWindow::getValueStreams)
            .column("starts_at", ReleaseWindow::getStartsAt)
            .column("ends_at", ReleaseWindow::getEndsAt)
            .column("importance", ReleaseWindow::getImportance)
            .column("expected_learners", ReleaseWindow::getExpectedLearners)
            .column("cancelled", ReleaseWindow::getCancelled)
            .build();

    private CatalogTables() {}

    /** A revision's rows of {@link #CATALOG_REACH}. */
    static List<ReachRow> reachOf(ValueStreamCatalog catalog) {
        return CatalogIndex.of(catalog).reach().stream()
                .map(reach -> ReachRow.of(catalog, reach))
                .toList();
    }

    /** A revision's rows of {@link #CATALOG_KPIS}. */
    static List<KpiRow> kpisOf(ValueStreamCatalog catalog) {
        CatalogIndex index = CatalogIndex.of(catalog);
        return catalog.getValueStreams().stream()
                .flatMap(stream ->
                        index.kpisOf(stream.getId()).stream().map(kpi -> KpiRow.of(catalog, stream.getId(), kpi)))
                .toList();
    }

    /** A revision's rows of {@link #CATALOG_VALUE_STREAMS}. */
    static List<StreamRow> streamsOf(ValueStreamCatalog catalog) {
        List<ValueStream> streams = catalog.getValueStreams();
        return IntStream.range(0, streams.size())
                .mapToObj(i -> new StreamRow(
                        catalog.getRevision(),
                        catalog.getEffectiveFrom(),
                        streams.get(i).getId(),
                        i + 1,
                        streams.get(i).getName(),
                        streams.get(i).getAdoptedAt()))
                .toList();
    }

    /** A revision's rows of {@link #CATALOG_ACTIVITIES}. */
    static List<ActivityRow> activitiesOf(ValueStreamCatalog catalog) {
        return catalog.getValueStreams().stream()
                .flatMap(stream -> IntStream.range(0, stream.getActivities().size())
                        .mapToObj(i -> ActivityRow.of(
                                catalog,
                                stream.getId(),
                                i + 1,
                                stream.getActivities().get(i))))
                .toList();
    }

    /** A row; its components are the columns. */
    public record ActivityRow(
            long revision,
            Instant effectiveFrom,
            String valueStream,
            String activity,
            int position,
            String name,
            List<String> services) {

        static ActivityRow of(ValueStreamCatalog catalog, String valueStream, int position, Activity activity) {
            return new ActivityRow(
                    catalog.getRevision(),
                    catalog.getEffectiveFrom(),
                    valueStream,
                    activity.getId(),
                    position,
                    activity.getName(),
                    List.copyOf(activity.getServices()));
        }
    }

    /** A row; its components are the columns. */
    public record StreamRow(
            long revision, Instant effectiveFrom, String valueStream, int position, String name, Instant adoptedAt) {}

    /** A row; its components are the columns. */
    public record ReachRow(
            long revision,
            Instant effectiveFrom,
            String valueStream,
            String service,
            int distance,
            List<String> activities) {

        static ReachRow of(ValueStreamCatalog catalog, Reach reach) {
            return new ReachRow(
                    catalog.getRevision(),
                    catalog.getEffectiveFrom(),
                    reach.valueStream(),
                    reach.service(),
                    reach.distance(),
                    reach.activities());
        }
    }

    /** A row; its components are the columns. */
    public record KpiRow(
            long revision,
            Instant effectiveFrom,
            String valueStream,
            String kpi,
            String name,
            String unit,
            String direction,
            double materialEffect,
            String source) {

        static KpiRow of(ValueStreamCatalog catalog, String valueStream, Kpi kpi) {
            return new KpiRow(
                    catalog.getRevision(),
                    catalog.getEffectiveFrom(),
                    valueStream,
                    kpi.getId(),
                    kpi.getName(),
                    kpi.getUnit(),
                    kpi.getDirection().name(),
                    kpi.getMaterialEffect(),
                    kpi.getSource().name());
        }
    }
}
