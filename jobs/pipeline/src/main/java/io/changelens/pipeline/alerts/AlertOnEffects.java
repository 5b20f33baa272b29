package io.changelens.pipeline.alerts;

import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.Verdict;
import io.changelens.core.reason.AlertCode;
import io.changelens.core.reason.Reason;
import io.changelens.pipeline.config.AlertSettings;
import io.changelens.schemas.AlertKind;
import io.changelens.schemas.AlertSeverity;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/**
 * Alerts when a change degraded a KPI, with the longest horizon whose verdict says so; clears the alert when no horizon
 * does any longer. Provisional verdicts raise alerts too, because they remain valid under any number of interim
 * analyses.
 *
 * <p>State: besides the last alert, the last row of each horizon.
 */
final class AlertOnEffects extends AlertFunction<AdjustedEffect> {

    private static final double PERCENT = 100;
    private static final double HIGH = 3;
    private static final double CRITICAL = 10;

    private final AlertSettings settings;
    private transient MapState<Long, AdjustedEffect> rows;

    AlertOnEffects(AlertSettings settings, Duration retention) {
        super(retention);
        this.settings = settings;
    }

    static String idOf(AdjustedEffect row) {
        return String.join(
                "|",
                "effect-degraded",
                row.effect().changeId(),
                row.effect().key().valueStream(),
                row.effect().key().kpi());
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        rows = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("effects", Types.LONG, TypeInformation.of(AdjustedEffect.class)));
    }

    @Override
    public void processElement(AdjustedEffect row, Context context, Collector<ChangeAlert> out) throws Exception {
        AdjustedEffect known = rows.get(row.effect().horizonSeconds());
        if (known != null && known.revision() > row.revision()) {
            return;
        }
        rows.put(row.effect().horizonSeconds(), row);
        context.timerService().registerEventTimeTimer(row.effect().closesAt());
        AdjustedEffect longest = null;
        for (AdjustedEffect each : rows.values()) {
            boolean longer = longest == null
                    || each.effect().horizonSeconds() > longest.effect().horizonSeconds();
            longest = each.verdict() == Verdict.DEGRADED && longer ? each : longest;
        }
        if (longest != null || last() != null) {
            emit(alert(row, longest), statement(row, longest), context, out);
        }
    }

    private ChangeAlert.Builder alert(AdjustedEffect news, AdjustedEffect degraded) throws Exception {
        Effect about = degraded == null ? news.effect() : degraded.effect();
        return ChangeAlert.newBuilder()
                .setAlertId(idOf(news))
                .setKind(AlertKind.EFFECT_DEGRADED)
                .setState(degraded == null ? AlertState.CLEARED : AlertState.RAISED)
                .setSeverity(degraded == null ? last().getSeverity() : severity(about))
                .setRaisedAt(degraded == null ? last().getRaisedAt() : Instant.ofEpochMilli(about.windowEnd()))
                .setChangeId(about.changeId())
                .setValueStream(about.key().valueStream())
                .setSubject(about.key().kpi())
                .setLink(settings.changePage(about.changeId()))
                .setRevision(news.revision());
    }

    private static Reason statement(AdjustedEffect news, AdjustedEffect degraded) {
        Effect about = degraded == null ? news.effect() : degraded.effect();
        String service = about.exposure().service();
        String kpi = about.key().kpi();
        String valueStream = about.key().valueStream();
        if (degraded == null) {
            return AlertCode.KPI_NOT_WORSE.with(about.changeId(), service, kpi, valueStream);
        }
        AlertCode code = about.confounderCount() > 0 ? AlertCode.KPI_WORSE_CONFOUNDED : AlertCode.KPI_WORSE;
        return code.with(
                about.changeId(),
                service,
                kpi,
                valueStream,
                percent(about.estimate().effect()),
                percent(about.estimate().low()),
                percent(about.estimate().high()),
                about.horizonSeconds());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f", share * PERCENT);
    }

    private static AlertSeverity severity(Effect effect) {
        double times = Math.abs(effect.estimate().effect()) / effect.exposure().materialEffect();
        if (times >= CRITICAL) {
            return AlertSeverity.CRITICAL;
        }
        return times >= HIGH ? AlertSeverity.HIGH : AlertSeverity.MEDIUM;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ChangeAlert> out) throws Exception {
        super.onTimer(timestamp, context, out);
        boolean open = false;
        for (AdjustedEffect each : rows.values()) {
            open |= each.effect().closesAt() > timestamp;
        }
        if (!open) {
            rows.clear();
        }
    }
}
