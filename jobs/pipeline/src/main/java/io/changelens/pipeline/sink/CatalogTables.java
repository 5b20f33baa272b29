package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.sink.CatalogRows.ActivityRow;
import io.changelens.pipeline.sink.CatalogRows.KpiRow;
import io.changelens.pipeline.sink.CatalogRows.ReachRow;
import io.changelens.pipeline.sink.CatalogRows.StreamRow;
import io.changelens.schemas.ReleaseWindow;

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
            .text("time_zone", StreamRow::timeZone)
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

    /** Names of services: ids and aliases. */
    public static final Table<ServiceNameRow> CATALOG_SERVICE_NAMES = Table.<ServiceNameRow>named(
                    "catalog_service_names")
            .column("revision", ServiceNameRow::revision)
            .column("effective_from", ServiceNameRow::effectiveFrom)
            .text("name", ServiceNameRow::name)
            .column("valid_from", ServiceNameRow::validFrom)
            .column("valid_until", ServiceNameRow::validUntil)
            .text("service", ServiceNameRow::service)
            .text("service_name", ServiceNameRow::serviceName)
            .text("team", ServiceNameRow::team)
            .column("counts_for", ServiceNameRow::countsFor)
            .key("revision", "name", "valid_from")
            .from(ServiceNameRow::place)
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
}
