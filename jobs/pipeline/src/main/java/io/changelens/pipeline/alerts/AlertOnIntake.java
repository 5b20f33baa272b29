package io.changelens.pipeline.alerts;

import io.changelens.core.reason.AlertCode;
import io.changelens.pipeline.audit.IntakeBalance;
import io.changelens.pipeline.config.AlertSettings;
import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.schemas.AlertKind;
import io.changelens.schemas.AlertSeverity;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.util.Collector;

/**
 * Alerts when the intake of a partition does not balance. No input can cause that: records were lost or counted twice.
 */
final class AlertOnIntake extends AlertFunction<IntakeBalance> {

    private final AlertSettings settings;

    AlertOnIntake(AlertSettings settings, Duration retention) {
        super(retention);
        this.settings = settings;
    }

    static String idOf(IntakeBalance balance) {
        return String.join(
                "|",
                "intake-unbalanced",
                balance.sums().topic(),
                Integer.toString(balance.sums().partition()),
                Instant.ofEpochMilli(balance.run()).toString());
    }

    @Override
    public void processElement(IntakeBalance balance, Context context, Collector<ChangeAlert> out) throws Exception {
        boolean balanced = balance.unaccounted() == 0;
        if (balanced && last() == null) {
            return;
        }
        IntakeDelta sums = balance.sums();
        emit(
                ChangeAlert.newBuilder()
                        .setAlertId(idOf(balance))
                        .setKind(AlertKind.INTAKE_UNBALANCED)
                        .setState(balanced ? AlertState.CLEARED : AlertState.RAISED)
                        .setSeverity(AlertSeverity.CRITICAL)
                        .setRaisedAt(last() == null ? Instant.ofEpochMilli(sums.publishedAt()) : last().getRaisedAt())
                        .setSubject(sums.topic() + "/" + sums.partition())
                        .setLink(settings.dashboard())
                        .setRevision(sums.read()),
                balanced
                        ? AlertCode.INTAKE_BALANCED.with(sums.topic(), sums.partition())
                        : AlertCode.INTAKE_UNBALANCED.with(
                                sums.topic(), sums.partition(), sums.read(), balance.unaccounted()),
                context,
                out);
    }
}
