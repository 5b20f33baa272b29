package io.changelens.local.cookbook;

import io.changelens.local.cookbook.Row.Alert;
import io.changelens.local.cookbook.Row.Late;
import io.changelens.local.cookbook.Row.Refused;
import java.util.List;

/** What was rejected, what came too late, and alerts. */
final class IntakeRows {

    private static final List<String> TOPICS = List.of("deployments", "incidents", "learning-activity");

    private final Generator g;

    IntakeRows(Generator g) {
        this.g = g;
    }

    void add() {
        for (int i = 0; i < 60; i++) {
            Refused row = new Refused();
            row.topic = g.oneOf(TOPICS);
            row.partition = g.random.nextInt(3);
            row.offset = i;
            row.publishedAt = g.sometime();
            row.reason = g.oneOf(List.of("UNKNOWN_SCHEMA", "NEGATIVE_VALUE", "NO_ID"));
            g.world.refused.add(row);
            g.world.replace("rejected_records", row.clone());
        }
        for (int i = 0; i < 40; i++) {
            Late row = new Late();
            row.topic = g.oneOf(TOPICS);
            row.partition = g.random.nextInt(3);
            row.offset = i;
            row.publishedAt = g.sometime();
            row.eventId = "E-" + i;
            g.world.late.add(row);
            g.world.replace("late_events", row.clone());
        }
        for (int i = 0; i < 70; i++) {
            alert(i);
        }
    }

    private void alert(int number) {
        Alert a = new Alert();
        a.alertId = "A-" + number;
        a.kind = g.oneOf(List.of("COLLISION_AHEAD", "EFFECT_DEGRADED", "INCIDENT_ATTRIBUTED", "STREAM_SILENT"));
        a.state = g.oneOf(List.of("RAISED", "RAISED", "CLEARED"));
        a.severity = g.oneOf(List.of("LOW", "MEDIUM", "HIGH", "CRITICAL"));
        a.raisedAt = g.sometime();
        a.text = "Look at " + number;
        a.link = "#/" + number;
        a.revision = 4;
        g.world.alerts.add(a);
        Alert older = (Alert) a.clone();
        older.revision = 3;
        older.state = a.state.equals("RAISED") ? "CLEARED" : "RAISED";
        g.world.replace("change_alerts", older);
    }
}
