package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.RejectedRecord;
import java.time.Instant;

/** Tables of what could not count. */
public final class IntakeTables {

    /** What could not be read, or broke a rule. */
    public static final Table<RejectedRecord> REJECTED_RECORDS = Table.<RejectedRecord>named("rejected_records")
            .text("topic", r -> r.position().topic())
            .column("partition", r -> r.position().partition())
            .column("offset", r -> r.position().offset())
            .column("published_at", r -> Instant.ofEpochMilli(r.position().publishedAt()))
            .text("reason", RejectedRecord::reason)
            .text("detail", RejectedRecord::detail)
            .column("raw", RejectedRecord::raw)
            .build();

    /** What came too late. */
    public static final Table<LateEvent> LATE_EVENTS = Table.<LateEvent>named("late_events")
            .text("topic", l -> l.position().topic())
            .column("partition", l -> l.position().partition())
            .column("offset", l -> l.position().offset())
            .column("published_at", l -> Instant.ofEpochMilli(l.position().publishedAt()))
            .text("event_id", LateEvent::eventId)
            .column("occurred_at", l -> Instant.ofEpochMilli(l.occurredAt()))
            .column("raw", LateEvent::raw)
            .build();

    private IntakeTables() {}
}
