package io.changelens.pipeline.alerts;

import io.changelens.core.calendar.Collision;
import io.changelens.core.calendar.CollisionHistory;
import io.changelens.core.calendar.CollisionSeverity;
import io.changelens.core.calendar.CollisionState;
import io.changelens.core.reason.AlertCode;
import io.changelens.core.reason.Reason;
import io.changelens.pipeline.config.AlertSettings;
import io.changelens.schemas.AlertKind;
import io.changelens.schemas.AlertSeverity;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.util.Collector;

/**
 * Alerts when a change is planned within a release window; clears the alert when one of the two moves, or the change
 * has taken place.
 */
final class AlertOnCollisions extends AlertFunction<Collision> {

    private static final int MAX_TITLE = 200;

    private final AlertSettings settings;

    AlertOnCollisions(AlertSettings settings, Duration retention) {
        super(retention);
        this.settings = settings;
    }

    static String idOf(Collision row) {
        return String.join(
                "|",
                "collision-ahead",
                row.change().changeId(),
                row.window().windowId(),
                row.change().valueStream());
    }

    @Override
    public void processElement(Collision row, Context context, Collector<ChangeAlert> out) throws Exception {
        CollisionHistory history = row.history();
        if (history.warnedAt() == null) {
            return;
        }
        boolean ahead = history.state() == CollisionState.OPEN;
        String changeId = row.change().changeId();
        emit(
                ChangeAlert.newBuilder()
                        .setAlertId(idOf(row))
                        .setKind(AlertKind.COLLISION_AHEAD)
                        .setState(ahead ? AlertState.RAISED : AlertState.CLEARED)
                        .setSeverity(AlertSeverity.valueOf(
                                CollisionSeverity.of(row.score()).name()))
                        .setRaisedAt(Instant.ofEpochMilli(Math.max(0, history.warnedAt())))
                        .setChangeId(changeId)
                        .setValueStream(row.change().valueStream())
                        .setSubject(row.window().windowId())
                        .setLink(settings.changePage(changeId))
                        .setRevision(row.revision()),
                statement(row, ahead),
                context,
                out);
    }

    /** Cuts a title, whose length producers do not limit: an alert is one line and must fit into a record. */
    private static String shortened(String title) {
        return title.length() > MAX_TITLE ? title.substring(0, MAX_TITLE) + "…" : title;
    }

    private static Reason statement(Collision row, boolean ahead) {
        String changeId = row.change().changeId();
        String service = row.change().service();
        String title = shortened(row.window().title());
        String windowId = row.window().windowId();
        String valueStream = row.change().valueStream();
        return ahead
                ? AlertCode.COLLISION_AHEAD.with(
                        changeId,
                        service,
                        Instant.ofEpochMilli(row.history().timeSlot().start()),
                        title,
                        windowId,
                        valueStream)
                : AlertCode.COLLISION_NOT_AHEAD.with(
                        changeId,
                        service,
                        title,
                        windowId,
                        valueStream,
                        row.history().reason());
    }
}
