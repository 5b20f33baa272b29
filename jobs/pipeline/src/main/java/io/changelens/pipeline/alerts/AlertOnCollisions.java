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
        boolean warned = history.warnedAt() != null;
        if (!warned && last() == null) {
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
                        .setRaisedAt(
                                warned ? Instant.ofEpochMilli(Math.max(0, history.warnedAt())) : last().getRaisedAt())
                        .setChangeId(changeId)
                        .setValueStream(row.change().valueStream())
                        .setSubject(row.window().windowId())
                        .setLink(settings.changePage(changeId))
                        .setRevision(row.revision()),
                warned ? statement(row, ahead) : takenBack(row),
                context,
                out);
    }

    /** Cuts a title, whose length producers do not limit: an alert is one line and must fit into a record. */
    private static String shortened(String title) {
        return title.length() > MAX_TITLE ? title.substring(0, MAX_TITLE) + "…" : title;
    }

    private static Reason statement(Collision row, boolean ahead) {
        return ahead
                ? AlertCode.COLLISION_AHEAD.with(
                        row.change().changeId(),
                        row.change().service(),
                        Instant.ofEpochMilli(row.history().timeSlot().start()),
                        shortened(row.window().title()),
                        row.window().windowId(),
                        row.change().valueStream())
                : AlertCode.COLLISION_NOT_AHEAD.with(
                        row.change().changeId(),
                        row.change().service(),
                        shortened(row.window().title()),
                        row.window().windowId(),
                        row.change().valueStream(),
                        row.history().reason());
    }

    private static Reason takenBack(Collision row) {
        return AlertCode.COLLISION_NEVER_AHEAD.with(
                row.change().changeId(),
                row.change().service(),
                shortened(row.window().title()),
                row.window().windowId(),
                row.change().valueStream());
    }
}
