package io.changelens.pipeline.sink;

import io.changelens.core.calendar.Collision;
import io.changelens.core.calendar.CollisionSeverity;
import io.changelens.core.delivery.TimeSlot;
import java.time.Instant;

/** Tables of collisions. */
public final class CollisionTables {

    /** Changes that collide with release windows. */
    public static final Table<Collision> RELEASE_COLLISIONS = Table.<Collision>named("release_collisions")
            .text("change_id", c -> c.change().changeId())
            .text("window_id", c -> c.window().windowId())
            .text("value_stream", c -> c.change().valueStream())
            .text("state", c -> c.history().state())
            .text("severity", c -> CollisionSeverity.of(c.score()))
            .column("score", Collision::score)
            .text("service", c -> c.change().service())
            .text("team", c -> c.change().team())
            .text("change_type", c -> c.change().type())
            .text("change_title", c -> c.change().title())
            .text("window_title", c -> c.window().title())
            .text("window_kind", c -> c.window().kind())
            .column("importance", c -> c.window().importance())
            .column("expected_learners", c -> c.window().expectedLearners())
            .column("window_start", c -> time(c.window().entry().start()))
            .column("window_end", c -> time(c.window().entry().end()))
            .column("change_start", c -> takesTime(c) ? time(timeSlot(c).start()) : null)
            .column("change_end", c -> takesTime(c) ? time(timeSlot(c).end()) : null)
            .column("actual", c -> timeSlot(c).actual())
            .column("warned_at", c -> time(c.history().warnedAt()))
            .column("confirmed_at", c -> time(c.history().confirmedAt()))
            .column("withdrawn_at", c -> time(c.history().withdrawnAt()))
            .text("reason", c -> c.history().reason())
            .column("catalog_revision", c -> c.change().catalogRevision())
            .column("revision", Collision::revision)
            .column("is_deleted", c -> c.history().reason().mistaken() ? 1 : 0)
            .key("change_id", "window_id", "value_stream")
            .build();

    private CollisionTables() {}

    private static TimeSlot timeSlot(Collision row) {
        return row.history().timeSlot();
    }

    private static boolean takesTime(Collision row) {
        return timeSlot(row).takesTime();
    }

    /** Returns a time; null for null, and 1970 for a time before all others. */
    private static Instant time(Long millis) {
        if (millis == null) {
            return null;
        }
        return millis == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochMilli(millis);
    }
}
