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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Parses a time from text. */
public interface TimeFormat {
    /**
     * Accepts ISO 8601 with an offset or {@code Z}, and whole milliseconds since 1970; columns in these forms need no
     * mapping.
     */
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
     * @throws RowRejected when the text is not in this format
     */
    long millis(String text) throws RowRejected;

    /** Parses a time; empty when the text is not in this format. */
    private OptionalLong tried(String text) {
        try {
            return OptionalLong.of(millis(text));
        } catch (RowRejected e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Accepts ISO 8601: a date, or a date and a time separated by {@code T} or a space, with or without an offset.
     *
     * @param zone zone of dates and of times without an offset; without a zone they are rejected
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
     * Accepts a pattern of {@link DateTimeFormatter}.
     *
     * @param pattern the pattern
     * @param zone zone of times without an offset; without a zone they are rejected
     * @param locale language of the names of months and days
     * @throws IllegalArgumentException when the pattern is invalid
     */
    static TimeFormat pattern(String pattern, Optional<ZoneId> zone, Locale locale) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1) // Makes "yyyy" complete without an era.
                .toFormatter(locale)
                .withResolverStyle(ResolverStyle.STRICT);
        return text -> parse(formatter, zone, "not a time of the form " + pattern, text);
    }

    /**
     * Accepts what one of several formats accepts; the first that does decides.
     *
     * @param formats the formats, at least one
     */
    static TimeFormat firstOf(List<TimeFormat> formats) {
        return text -> {
            for (TimeFormat format : formats) {
                OptionalLong time = format.tried(text);
                if (time.isPresent()) {
                    return time.getAsLong();
                }
            }
            throw new RowRejected("a time in none of the " + formats.size() + " forms", text);
        };
    }

    /**
     * Accepts a number of units since 1970, whole or not; fractions of a millisecond are cut off.
     *
     * @param unitMillis milliseconds in one unit
     */
    static TimeFormat epoch(BigDecimal unitMillis) {
        return text -> {
            try {
                BigDecimal time = new BigDecimal(text.strip());
                if (Math.abs(time.scale()) > 20) { // Such numbers are not times, and slow to expand.
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
     * Converts a local time as {@link LocalDateTime#atZone} documents. When clocks go back, an ambiguous time is the
     * earlier one; when clocks go forward, a time in the gap moves later by the length of the gap.
     */
    static Instant local(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).toInstant();
    }
}
