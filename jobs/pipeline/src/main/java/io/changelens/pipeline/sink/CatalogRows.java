package io.changelens.pipeline.sink;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.KpiType;
import io.changelens.core.catalog.Reach;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of the tables of the catalog: a revision of the catalog as rows. */
public final class CatalogRows {

    private CatalogRows() {}

    /** Returns a revision's rows of {@link CatalogTables#CATALOG_REACH}. */
    static List<ReachRow> reachOf(Received<ValueStreamCatalog> received) {
        ValueStreamCatalog catalog = received.event();
        return CatalogIndex.of(catalog).reach().stream()
                .map(reach -> ReachRow.of(received, reach))
                .toList();
    }

    /** Returns a revision's rows of {@link CatalogTables#CATALOG_KPIS}. */
    static List<KpiRow> kpisOf(Received<ValueStreamCatalog> received) {
        ValueStreamCatalog catalog = received.event();
        CatalogIndex index = CatalogIndex.of(catalog);
        return catalog.getValueStreams().stream()
                .flatMap(stream ->
                        index.kpisOf(stream.getId()).stream().map(kpi -> KpiRow.of(received, stream.getId(), kpi)))
                .toList();
    }

    /** Returns a revision's rows of {@link CatalogTables#CATALOG_VALUE_STREAMS}. */
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
                        streams.get(i).getTimeZone(),
                        received.position()))
                .toList();
    }

    /** Returns a revision's rows of {@link CatalogTables#CATALOG_ACTIVITIES}. */
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
     * A row of {@link CatalogTables#CATALOG_ACTIVITIES}.
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
     * A row of {@link CatalogTables#CATALOG_VALUE_STREAMS}.
     *
     * @param revision revision of the catalog
     * @param effectiveFrom time from which the revision is in effect
     * @param valueStream id of the value stream
     * @param position position of the value stream in the catalog, from 1
     * @param name name of the value stream
     * @param adoptedAt time at which the value stream adopted the integrated change process; null if it has not
     * @param timeZone id of the value stream's time zone
     * @param place position of the catalog's record
     */
    public record StreamRow(
            long revision,
            Instant effectiveFrom,
            String valueStream,
            int position,
            String name,
            Instant adoptedAt,
            String timeZone,
            RecordPosition place) {}

    /**
     * A row of {@link CatalogTables#CATALOG_REACH}.
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
     * A row of {@link CatalogTables#CATALOG_KPIS}.
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

        /** A volume without a unit of its own is an amount per minute. */
        private static String unit(Kpi kpi) {
            return KpiType.of(kpi) == KpiType.VOLUME && kpi.getUnit().equals("ratio") ? "per minute" : kpi.getUnit();
        }

        static KpiRow of(Received<ValueStreamCatalog> received, String valueStream, Kpi kpi) {
            ValueStreamCatalog catalog = received.event();
            return new KpiRow(
                    catalog.getRevision(),
                    catalog.getEffectiveFrom(),
                    valueStream,
                    kpi.getId(),
                    kpi.getName(),
                    unit(kpi),
                    kpi.getDirection().name(),
                    kpi.getMaterialEffect(),
                    kpi.getSource().name(),
                    received.position());
        }
    }
}
