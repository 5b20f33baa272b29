package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Alert;
import io.changelens.verify.cookbook.Row.Balance;
import io.changelens.verify.cookbook.Row.Late;
import io.changelens.verify.cookbook.Row.LateSum;
import io.changelens.verify.cookbook.Row.Refused;
import java.time.Instant;
import java.util.List;

/** What was rejected, what came too late, and alerts. */
public final class IntakeRows {

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
            row.reason = g.oneOf(List.of("UNKNOWN_SCHEMA", "NEGATIVE_VALUE", "NO_ID", "refused-by-database"));
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
        for (int i = 0; i < 25; i++) {
            LateSum row = new LateSum();
            row.topic = "learning-activity";
            row.partition = i % 3;
            row.offset = i / 2;
            row.publishedAt = Generator.BEGIN.plusSeconds(60L * i);
            row.valueStream = "course-delivery";
            row.kpi = i % 2 == 0 ? "participation" : "completion";
            row.minute = row.publishedAt;
            row.service = "course";
            row.cohort = "all";
            row.events = 1L + i;
            g.world.lateSums.add(row);
            g.world.replace("late_sums", row.clone());
        }
        for (int i = 0; i < 70; i++) {
            alert(i);
        }
        for (String topic : TOPICS) {
            for (int partition = 0; partition < 3; partition++) {
                Instant first = g.sometime();
                balance(topic, partition, first);
                balance(topic, partition, first.plusSeconds(1 + g.random.nextInt(1000)));
            }
        }
    }

    private void balance(String topic, int partition, Instant run) {
        Balance row = new Balance();
        row.topic = topic;
        row.partition = partition;
        row.run = run;
        row.nextOffset = 20L + g.random.nextInt(50);
        row.publishedAt = g.sometime();
        row.read = 1000L + g.random.nextInt(100);
        row.counted = 900L + g.random.nextInt(50);
        row.duplicates = g.random.nextInt(20);
        row.late = g.random.nextInt(20);
        row.rejected = g.random.nextInt(20);
        g.world.balances.add(row);
        Balance older = (Balance) row.clone();
        older.read = row.read - 500;
        older.counted = row.counted - 500;
        older.nextOffset = 1;
        g.world.replace("intake_balances", older);
    }

    private void alert(int number) {
        Alert a = new Alert();
        a.alertId = "A-" + number;
        a.kind = g.oneOf(List.of("COLLISION_AHEAD", "EFFECT_DEGRADED", "INCIDENT_ATTRIBUTED", "VALUE_STREAM_SILENT"));
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
