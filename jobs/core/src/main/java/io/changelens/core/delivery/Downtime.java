package io.changelens.core.delivery;

import io.changelens.core.time.Minute;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.Severity;
import java.time.Instant;

/**
 * The time in which an incident makes the value streams that it affects unavailable: of an incident in production of
 * severity {@code MAJOR} or {@code CRITICAL}, from its earliest known time until it is resolved. The only definition of
 * unavailability: availability is the share of minutes that no downtime touches.
 *
 * @param from start, epoch milliseconds
 * @param until end, exclusive; {@link OpenEnd#TIME} while the incident is open
 */
public record Downtime(long from, long until) {

    /**
     * Returns the downtime of an incident; null if it causes none, as one that was resolved when it began.
     *
     * @param incident the incident
     * @param production whether its environment counts as production
     */
    public static Downtime of(IncidentHistory incident, boolean production) {
        Severity severity = incident.facts().getSeverity();
        boolean grave = severity == Severity.MAJOR || severity == Severity.CRITICAL;
        if (!grave || !production) {
            return null;
        }
        long from = incident.beganAt().toEpochMilli();
        Instant resolved = incident.resolvedAt();
        long until = resolved == null ? OpenEnd.TIME : resolved.toEpochMilli();
        return from < until ? new Downtime(from, until) : null;
    }

    /** Whether the downtime touches a minute. */
    public boolean covers(long minute) {
        return from < Minute.end(minute) && until > minute;
    }
}
