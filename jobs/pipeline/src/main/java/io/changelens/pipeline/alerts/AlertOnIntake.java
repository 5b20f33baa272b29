package io.changelens.pipeline.alerts;

import io.changelens.pipeline.audit.IntakeBalance;
import io.changelens.pipeline.config.AlertSettings;
import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.schemas.AlertKind;
import io.changelens.schemas.AlertSeverity;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
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
                        .setText(text(balance))
                        .setLink(settings.dashboard())
                        .setRevision(sums.read())
                        .build(),
                context,
                out);
    }

    private static String text(IntakeBalance balance) {
        IntakeDelta sums = balance.sums();
        String partition = "partition " + sums.partition() + " of " + sums.topic();
        return balance.unaccounted() == 0
                ? "The account of " + partition + " balances again"
                : String.format(
                        Locale.ROOT,
                        "Of %d records read from %s, %d are neither counted nor duplicates, late or rejected",
                        sums.read(),
                        partition,
                        balance.unaccounted());
    }
}
