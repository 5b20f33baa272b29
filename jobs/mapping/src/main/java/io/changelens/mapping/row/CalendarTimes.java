package io.changelens.mapping.row;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Optional;

/** Converts the times of calendars, which are dates, local times, or times with a zone. */
final class CalendarTimes {
    private CalendarTimes() {}

    /** Returns the instant of a time; a local one is of a zone. */
    static Instant instant(Temporal time, ZoneId zone) {
        if (time instanceof LocalDate date) {
            return date.atStartOfDay(zone).toInstant();
        }
        return time instanceof LocalDateTime local ? local.atZone(zone).toInstant() : Instant.from(time);
    }

    /** Returns a time of the same type as another. */
    static Temporal like(Temporal other, Instant time, ZoneId zone) {
        if (other instanceof LocalDate) {
            return LocalDate.ofInstant(time, zone);
        }
        if (other instanceof LocalDateTime) {
            return LocalDateTime.ofInstant(time, zone);
        }
        if (other instanceof ZonedDateTime zoned) {
            return time.atZone(zoned.getZone());
        }
        return other instanceof OffsetDateTime ? time.atOffset(ZoneOffset.UTC) : time;
    }

    /** Returns 20260302T090000Z as ISO 8601 with separators. */
    static String utc(String basic) {
        return basic.replaceFirst("^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z$", "$1-$2-$3T$4:$5:$6Z");
    }

    /** Returns a time as ISO 8601: in UTC if its zone is known, else as the local time. */
    static String iso(Temporal time, Optional<ZoneId> zone) {
        if (time instanceof ZonedDateTime zoned) {
            return zoned.toInstant().toString();
        }
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant().toString();
        }
        if (time instanceof LocalDate date && zone.isPresent()) {
            return date.atStartOfDay(zone.get()).toInstant().toString();
        }
        return time instanceof LocalDateTime local && zone.isPresent()
                ? local.atZone(zone.get()).toInstant().toString()
                : time.toString();
    }
}
