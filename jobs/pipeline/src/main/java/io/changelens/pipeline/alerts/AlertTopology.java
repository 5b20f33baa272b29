package io.changelens.pipeline.alerts;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.calendar.Collision;
import io.changelens.core.effect.AdjustedEffect;
import io.changelens.pipeline.audit.IntakeBalance;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.outcomes.OutcomeKey;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.OutcomeMinute;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What people should look at, out of what the jobs find. Every alert has one schema, and is told once. */
public final class AlertTopology {

    private AlertTopology() {}

    /** Incidents that are likely to come from a change. */
    public static Alerts ofAttributions(DataStream<AttributedIncident> rows, Settings settings) {
        return alerts(
                rows,
                AlertOnAttributions::idOf,
                new AlertOnAttributions(settings.alerts(), settings.retention()),
                "attributions");
    }

    /** Changes that are planned in a release window. */
    public static Alerts ofCollisions(DataStream<Collision> rows, Settings settings) {
        return alerts(
                rows,
                AlertOnCollisions::idOf,
                new AlertOnCollisions(settings.alerts(), settings.retention()),
                "collisions");
    }

    /** KPIs that a change made worse. */
    public static Alerts ofEffects(DataStream<AdjustedEffect> rows, Settings settings) {
        return alerts(
                rows, AlertOnEffects::idOf, new AlertOnEffects(settings.alerts(), settings.retention()), "effects");
    }

    /** Value streams without activity. */
    public static Alerts ofSilence(DataStream<OutcomeMinute> minutes, Settings settings) {
        return alerts(
                minutes.filter(minute ->
                                !minute.getPreview() && !minute.getValueStream().equals(OutcomeKey.UNMAPPED))
                        .uid("leave-out-previews")
                        .name("leave out previews"),
                OutcomeMinute::getValueStream,
                new AlertOnSilence(settings.alerts(), settings.retention()),
                "silence");
    }

    /** Partitions whose account does not balance. */
    public static Alerts ofIntake(DataStream<IntakeBalance> balances, Settings settings) {
        return alerts(
                balances, AlertOnIntake::idOf, new AlertOnIntake(settings.alerts(), settings.retention()), "intake");
    }

    /**
     * Alerts.
     *
     * @param rows each revision of each alert, for the table
     * @param news what is new, for people
     */
    public record Alerts(DataStream<ChangeAlert> rows, DataStream<ChangeAlert> news) {

        /** These and others. */
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

    private interface IdOf<I> extends Serializable {
        String of(I row);
    }
}
