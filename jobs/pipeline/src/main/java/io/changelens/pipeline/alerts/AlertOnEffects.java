package io.changelens.pipeline.alerts;

import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.Verdict;
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
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
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
            emit(alert(row, degraded), context, out);
        }
    }

    private ChangeAlert alert(AdjustedEffect headline, boolean degraded) throws Exception {
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
                .setText(text(about, degraded))
                .setLink(settings.changePage(about.changeId()))
                .setRevision(headline.revision())
                .build();
    }

    private static String text(Effect effect, boolean degraded) {
        if (!degraded) {
            return "Change " + effect.changeId() + " on "
                    + effect.exposure().service() + " is no longer found to have made "
                    + effect.key().kpi() + " of " + effect.key().valueStream() + " worse";
        }
        return String.format(
                Locale.ROOT,
                "Change %s on %s made %s of %s worse: %+.1f %% (%+.1f to %+.1f) over %s%s",
                effect.changeId(),
                effect.exposure().service(),
                effect.key().kpi(),
                effect.key().valueStream(),
                effect.estimate().effect() * PERCENT,
                effect.estimate().low() * PERCENT,
                effect.estimate().high() * PERCENT,
                words(effect.horizonSeconds()),
                effect.confounderCount() > 0 ? ", confounded" : "");
    }

    private static String words(long seconds) {
        if (seconds % DAY == 0) {
            return seconds / DAY + " d";
        }
        return seconds % HOUR == 0 ? seconds / HOUR + " h" : seconds / MINUTE + " min";
    }

    private static AlertSeverity severity(Effect effect) {
        double times = Math.abs(effect.estimate().effect()) / effect.exposure().materialEffect();
        if (times >= CRITICAL) {
            return AlertSeverity.CRITICAL;
        }
        return times >= HIGH ? AlertSeverity.HIGH : AlertSeverity.MEDIUM;
    }
}
