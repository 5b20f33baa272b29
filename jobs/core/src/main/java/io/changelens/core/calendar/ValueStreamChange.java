package io.changelens.core.calendar;

import io.changelens.core.delivery.TimeSlot;
import io.changelens.schemas.ChangeType;
import java.util.List;

/**
 * A change in production, as it applies to one value stream.
 *
 * @param valueStream id of the value stream
 * @param changeId id of the change
 * @param events number of distinct events, which serves as the revision
 * @param reaches whether the changed service serves the value stream
 * @param timeSlots the change's time slot as each event altered it, oldest first
 * @param service id of the changed service
 * @param team team that makes the change; empty when unknown
 * @param type ITIL type
 * @param title one line for people; may be empty
 * @param catalogRevision catalog revision by which {@code reaches} was determined
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
