package io.changelens.pipeline.sink;

import io.changelens.core.reason.AlertCode;
import io.changelens.schemas.ChangeAlert;

/** Tables of alerts. */
public final class AlertTables {

    /** Alerts that were raised or cleared. */
    public static final Table<ChangeAlert> CHANGE_ALERTS = Table.<ChangeAlert>named("change_alerts")
            .text("alert_id", ChangeAlert::getAlertId)
            .text("kind", ChangeAlert::getKind)
            .text("state", ChangeAlert::getState)
            .text("severity", ChangeAlert::getSeverity)
            .column("raised_at", ChangeAlert::getRaisedAt)
            .text("change_id", ChangeAlert::getChangeId)
            .text("value_stream", ChangeAlert::getValueStream)
            .text("subject", ChangeAlert::getSubject)
            .text("code", ChangeAlert::getCode)
            .column("args", ChangeAlert::getArgs)
            .text("text", ChangeAlert::getText)
            .text("link", ChangeAlert::getLink)
            .column("revision", ChangeAlert::getRevision)
            .column("is_deleted", a -> AlertCode.valueOf(a.getCode()).takesBack() ? 1 : 0)
            .key("alert_id")
            .build();

    private AlertTables() {}
}
