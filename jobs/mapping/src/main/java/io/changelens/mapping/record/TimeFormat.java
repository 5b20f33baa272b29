package io.changelens.mapping.record;

import io.changelens.mapping.row.RowRejected;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns a text into a time. */
public interface TimeFormat {
    /** ISO 8601 with an offset or {@code Z}, or whole milliseconds since 1970: what a column needs no mapping for. */
    TimeFormat NATIVE = new TimeFormat() {
        private static final Pattern DIGITS = Pattern.compile("-?[0-9]+");
        private final TimeFormat iso = iso(Optional.empty());
        private final TimeFormat millis = epoch(BigDecimal.ONE);

        @Override
        public long millis(String text) throws RowRejected {
            return DIGITS.matcher(text).matches() ? millis.millis(text) : iso.millis(text);
        }
    };

    /**
     * Parses a time.
     *
     * @return milliseconds since 1970, UTC
     * @throws RowRejected when the text is not of this format
     */
    long millis(String text) throws RowRejected;

    /**
     * ISO 8601: a date, or a date and a time parted by {@code T} or a space, with or without an offset.
     *
     * @param zone where times without an offset, and dates, belong; without one they are rejected
     */
    static TimeFormat iso(Optional<ZoneId> zone) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendPattern("['T'][' ']")
                .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
                .appendPattern("[XXX][XX][X]")
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
        return text -> parse(formatter, zone, "not an ISO 8601 time", text);
    }

    /**
     * Any pattern of {@link DateTimeFormatter}, with English names.
     *
     * @throws IllegalArgumentException when it is no such pattern
     */
    static TimeFormat pattern(String pattern, Optional<ZoneId> zone) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1) // So that "yyyy" is a year on its own.
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        return text -> parse(formatter, zone, "not a time of the form " + pattern, text);
    }

    /**
     * A number, whole or not, since 1970.
     *
     * @param unitMillis milliseconds in one unit
     */
    static TimeFormat epoch(BigDecimal unitMillis) {
        return text -> {
            try {
                BigDecimal time = new BigDecimal(text.strip());
                if (Math.abs(time.scale()) > 20) { // Longer numbers are no times, and slow to expand.
                    throw new ArithmeticException();
                }
                return time.multiply(unitMillis).toBigInteger().longValueExact();
            } catch (ArithmeticException e) {
                throw new RowRejected("time out of range", text);
            } catch (NumberFormatException e) {
                throw new RowRejected("not a number of time units", text);
            }
        };
    }

    private static long parse(DateTimeFormatter formatter, Optional<ZoneId> zone, String fault, String text)
            throws RowRejected {
        try {
            TemporalAccessor time =
                    formatter.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof ZonedDateTime zoned) {
                return zoned.toInstant().toEpochMilli();
            }
            LocalDateTime local = time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(time);
            return local(local, zone.orElseThrow(() -> new RowRejected("a local time, and no zone is given", text)))
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw new RowRejected(fault, text);
        } catch (ArithmeticException e) {
            throw new RowRejected("time out of range", text);
        }
    }

    /**
     * Places a local time as {@link LocalDateTime#atZone} documents: one that occurs twice (clocks go back) is the
     * earlier, one that never occurs (clocks go forward) moves later by the length of the gap.
     */
    static Instant local(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).toInstant();
    }
}
