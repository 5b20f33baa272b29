package io.changelens.pipeline.alerts;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.calendar.Collision;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.effect.AdjustedEffect;
import io.changelens.pipeline.audit.IntakeBalance;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.observed.ObservedMinutes;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.OutcomeMinute;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Derives alerts from the results of the jobs. All alerts have the same schema, and each is notified once. */
public final class AlertTopology {

    private AlertTopology() {}

    /** Alerts on incidents that are probably caused by a change. */
    public static Alerts ofAttributions(DataStream<AttributedIncident> rows, Settings settings) {
        return alerts(
                rows,
                AlertOnAttributions::idOf,
                new AlertOnAttributions(settings.alerts(), settings.retention()),
                "attributions");
    }

    /** Alerts on changes that are planned within a release window. */
    public static Alerts ofCollisions(DataStream<Collision> rows, Settings settings) {
        return alerts(
                rows,
                AlertOnCollisions::idOf,
                new AlertOnCollisions(settings.alerts(), settings.retention()),
                "collisions");
    }

    /** Alerts on KPIs that a change degraded. */
    public static Alerts ofEffects(DataStream<AdjustedEffect> rows, Settings settings) {
        return alerts(
                rows, AlertOnEffects::idOf, new AlertOnEffects(settings.alerts(), settings.retention()), "effects");
    }

    /** Alerts on value streams without activity. */
    public static Alerts ofSilence(DataStream<OutcomeMinute> minutes, Settings settings) {
        return alerts(
                minutes.filter(minute -> ObservedMinutes.isActivity(minute)
                                && !minute.getPreview()
                                && !minute.getValueStream().equals(CatalogIndex.UNMAPPED))
                        .uid("leave-out-previews")
                        .name("leave out previews"),
                OutcomeMinute::getValueStream,
                new AlertOnSilence(settings.alerts(), settings.retention()),
                "silence");
    }

    /** Alerts on partitions whose intake does not balance. */
    public static Alerts ofIntake(DataStream<IntakeBalance> balances, Settings settings) {
        return alerts(
                balances, AlertOnIntake::idOf, new AlertOnIntake(settings.alerts(), settings.retention()), "intake");
    }

    /**
     * Alerts, for the table and for people.
     *
     * @param rows all revisions of all alerts, for the table
     * @param news new alerts and all-clears, for people
     */
    public record Alerts(DataStream<ChangeAlert> rows, DataStream<ChangeAlert> news) {

        /** Returns the union of these alerts and others. */
        public Alerts and(Alerts others) {
            return new Alerts(rows.union(others.rows), news.union(others.news));
        }
    }

    private static <I> Alerts alerts(DataStream<I> rows, IdOf<I> id, AlertFunction<I> function, String what) {
        SingleOutputStreamOperator<ChangeAlert> alerts = rows.keyBy(id::of, Types.STRING)
                .process(function, new AvroTypeInfo<>(ChangeAlert.class))
                .uid("alert-on-" + what)
                .name("alert on " + what);
        return new Alerts(alerts, alerts.getSideOutput(AlertFunction.NEWS));
    }

    /** Computes the id of the alert that an element belongs to. */
    private interface IdOf<I> extends Serializable {
        /** Returns the id of the alert. */
        String of(I row);
    }
}
