package io.changelens.core.calendar;

import io.changelens.core.delivery.TimeSlot;
import io.changelens.schemas.ChangeType;
import java.util.List;

/**
 * A change in production, seen from one value stream.
 *
 * @param valueStream id of the value stream
 * @param changeId id of the change
 * @param events distinct events: its revision
 * @param reaches whether it reaches the value stream
 * @param timeSlots the time it takes up, as each event altered it
 * @param service the service that it changes
 * @param team team that makes it; empty when unknown
 * @param type ITIL type
 * @param title one line for people; may be empty
 * @param catalogRevision the revision that says what it reaches
 */
public record ValueStreamChange(
        String valueStream,
        String changeId,
        long events,
        boolean reaches,
        List<TimeSlot> timeSlots,
        String service,
        String team,
        ChangeType type,
        String title,
        long catalogRevision) {}
