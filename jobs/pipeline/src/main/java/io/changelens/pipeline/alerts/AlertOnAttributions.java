package io.changelens.pipeline.alerts;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.Attribution.WeighedCandidate;
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
 * Alerts when an open incident is probably caused by a change; clears the alert when the incident is resolved or no
 * candidate has the weight {@code alerts.weight} any longer.
 */
final class AlertOnAttributions extends AlertFunction<AttributedIncident> {

    private static final double PERCENT = 100;

    private final AlertSettings settings;

    AlertOnAttributions(AlertSettings settings, Duration retention) {
        super(retention);
        this.settings = settings;
    }

    static String idOf(AttributedIncident row) {
        return "incident-attributed|" + row.incident().incidentId();
    }

    @Override
    public void processElement(AttributedIncident row, Context context, Collector<ChangeAlert> out) throws Exception {
        WeighedCandidate first = row.weighed().isEmpty() ? null : row.weighed().get(0);
        boolean likely = first != null && first.weight() >= settings.weight();
        ChangeAlert before = last();
        if (!likely && before == null) {
            return;
        }
        String changeId = likely ? first.candidate().changeId() : before.getChangeId();
        emit(
                ChangeAlert.newBuilder()
                        .setAlertId(idOf(row))
                        .setKind(AlertKind.INCIDENT_ATTRIBUTED)
                        .setState(likely && row.incident().open() ? AlertState.RAISED : AlertState.CLEARED)
                        .setSeverity(severity(row.incident().severity()))
                        .setRaisedAt(Instant.ofEpochMilli(row.incident().openedAt()))
                        .setChangeId(changeId)
                        .setSubject(row.incident().incidentId())
                        .setLink(settings.changePage(changeId))
                        .setRevision(row.revision()),
                statement(row, likely ? first : null),
                context,
                out);
    }

    private static Reason statement(AttributedIncident row, WeighedCandidate first) {
        String incident = row.incident().incidentId();
        String service = row.incident().service();
        if (first == null) {
            return AlertCode.INCIDENT_NOT_ATTRIBUTED.with(incident, service);
        }
        AlertCode code = row.incident().open() ? AlertCode.INCIDENT_ATTRIBUTED : AlertCode.ATTRIBUTED_INCIDENT_RESOLVED;
        return code.with(
                incident,
                service,
                first.candidate().changeId(),
                first.candidate().service(),
                String.format(Locale.ROOT, "%.0f", first.weight() * PERCENT));
    }

    private static AlertSeverity severity(String ofIncident) {
        return switch (ofIncident) {
            case "CRITICAL" -> AlertSeverity.CRITICAL;
            case "MAJOR" -> AlertSeverity.HIGH;
            case "MINOR" -> AlertSeverity.MEDIUM;
            default -> AlertSeverity.LOW;
        };
    }
}
