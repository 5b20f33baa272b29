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
import org.apache.flink.util.Collector;

/**
 * Alerts when a change degraded a KPI, by its headline horizon; clears the alert when the headline says otherwise.
 * Provisional verdicts raise alerts too, because they remain valid under any number of interim analyses.
 */
final class AlertOnEffects extends AlertFunction<AdjustedEffect> {

    private static final double PERCENT = 100;
    private static final double HIGH = 3;
    private static final double CRITICAL = 10;

    private final AlertSettings settings;

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

    /** Rows of other horizons are skipped: whenever the headline changes, its new row comes as well. */
    @Override
    public void processElement(AdjustedEffect row, Context context, Collector<ChangeAlert> out) throws Exception {
        boolean degraded = row.verdict() == Verdict.DEGRADED;
        if (row.headline() && (degraded || last() != null)) {
            emit(alert(row, degraded), statement(row, degraded), context, out);
        }
    }

    private ChangeAlert.Builder alert(AdjustedEffect headline, boolean degraded) throws Exception {
        Effect about = headline.effect();
        return ChangeAlert.newBuilder()
                .setAlertId(idOf(headline))
                .setKind(AlertKind.EFFECT_DEGRADED)
                .setState(degraded ? AlertState.RAISED : AlertState.CLEARED)
                .setSeverity(degraded ? severity(about) : last().getSeverity())
                .setRaisedAt(degraded ? Instant.ofEpochMilli(about.windowEnd()) : last().getRaisedAt())
                .setChangeId(about.changeId())
                .setValueStream(about.key().valueStream())
                .setSubject(about.key().kpi())
                .setLink(settings.changePage(about.changeId()))
                .setRevision(headline.revision());
    }

    private static Reason statement(AdjustedEffect headline, boolean degraded) {
        Effect about = headline.effect();
        String service = about.exposure().service();
        String kpi = about.key().kpi();
        String valueStream = about.key().valueStream();
        if (!degraded) {
            return AlertCode.KPI_NOT_WORSE.with(about.changeId(), service, kpi, valueStream);
        }
        AlertCode code = about.confounderCount() > 0 ? AlertCode.KPI_WORSE_CONFOUNDED : AlertCode.KPI_WORSE;
        return code.with(
                about.changeId(),
                service,
                kpi,
                valueStream,
                percent(about.estimate().effect()),
                percent(headline.interval().low()),
                percent(headline.interval().high()),
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
}
