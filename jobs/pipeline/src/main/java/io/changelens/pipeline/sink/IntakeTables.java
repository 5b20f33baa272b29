package io.changelens.pipeline.sink;

import io.changelens.pipeline.decode.LateEvent;
import io.changelens.pipeline.decode.RejectedRecord;
import java.time.Instant;

/** Tables of records and events that do not count. */
public final class IntakeTables {

    /** Records that could not be decoded or broke a rule. */
    public static final Table<RejectedRecord> REJECTED_RECORDS = Table.<RejectedRecord>named("rejected_records")
            .text("topic", r -> r.position().topic())
            .column("partition", r -> r.position().partition())
            .column("offset", r -> r.position().offset())
            .column("published_at", r -> Instant.ofEpochMilli(r.position().publishedAt()))
            .text("reason", RejectedRecord::reason)
            .text("detail", RejectedRecord::detail)
            .column("raw", RejectedRecord::raw)
            .text("refused_row", r -> "")
            .key("topic", "partition", "offset", "refused_row")
            .from(RejectedRecord::position)
            .build();

    /** Rows that the database refused, in the same table as rejected records. */
    static final Table<RefusedRow> REFUSED_ROWS = Table.<RefusedRow>named("rejected_records")
            .text("topic", r -> r.position().topic())
            .column("partition", r -> r.position().partition())
            .column("offset", r -> r.position().offset())
            .column("published_at", r -> Instant.ofEpochMilli(r.position().publishedAt()))
            .text("reason", r -> RefusedRow.REASON)
            .text("detail", RefusedRow::detail)
            .column("raw", RefusedRow::raw)
            .text("refused_row", RefusedRow::name)
            .key("topic", "partition", "offset", "refused_row")
            .from(RefusedRow::position)
            .build();

    /** Events that arrived after the time they belong to was closed. */
    public static final Table<LateEvent> LATE_EVENTS = Table.<LateEvent>named("late_events")
            .text("topic", l -> l.position().topic())
            .column("partition", l -> l.position().partition())
            .column("offset", l -> l.position().offset())
            .column("published_at", l -> Instant.ofEpochMilli(l.position().publishedAt()))
            .text("event_id", LateEvent::eventId)
            .column("occurred_at", l -> Instant.ofEpochMilli(l.occurredAt()))
            .column("raw", LateEvent::raw)
            .key("topic", "partition", "offset", "event_id")
            .from(LateEvent::position)
            .build();

    private IntakeTables() {}
}
