package io.changelens.mapping.row;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Content;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RecurrenceId;

/**
 * Reads an iCalendar file (RFC 5545): a row for each event, and for each repetition of one that recurs. The columns are
 * {@code uid}, {@code recurrence} (the original start of a repetition), {@code start}, {@code end}, {@code summary},
 * {@code status}, {@code sequence}, {@code priority}, {@code categories} and {@code modified}; times are ISO 8601,
 * without an offset where the calendar gives a date or a floating time and names no time zone for them.
 *
 * <p>A repetition that was moved replaces the original one. Repetitions are listed up to {@link #AHEAD} after the file
 * was made ({@code DTSTAMP}), so that an endless rule ends, and the rows depend on the file alone.
 */
public final class CalendarRows implements RowReader {
    /** How long after the file was made repetitions are listed. */
    static final Duration AHEAD = Duration.ofDays(2 * 365);

    private static final int MOST_REPETITIONS = 1000;

    private final String file;
    private final Iterator<ObjectNode> rows;
    private long number;

    private CalendarRows(String file, List<ObjectNode> rows) {
        this.file = file;
        this.rows = rows.iterator();
    }

    /**
     * Reads a calendar.
     *
     * @param file the file, for messages and for the name in each row
     * @param text the bytes of the file after the byte order mark
     * @throws InputError when it is no calendar
     * @throws IOException when the file cannot be read
     */
    public static CalendarRows open(InputFile file, InputStream text) throws IOException {
        byte[] bytes = text.readNBytes(RecordLimit.LONGEST + 1);
        if (bytes.length > RecordLimit.LONGEST) {
            throw new InputError(file.path() + ": the calendar is longer than 16 MB");
        }
        try {
            Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(bytes));
            return new CalendarRows(file.name(), rows(calendar));
        } catch (ParserException e) {
            throw new InputError(file.path() + ": not a calendar: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"));
        }
    }

    private static List<ObjectNode> rows(Calendar calendar) {
        Optional<ZoneId> zone = text(calendar, "X-WR-TIMEZONE").flatMap(CalendarRows::zone);
        List<VEvent> events = calendar.<VEvent>getComponents(Component.VEVENT);
        Set<String> moved = new HashSet<>();
        events.forEach(event -> recurrence(event).ifPresent(id -> moved.add(key(event, CalendarTimes.iso(id, zone)))));
        List<ObjectNode> rows = new ArrayList<>();
        for (VEvent event : events) {
            Optional<Temporal> original = recurrence(event);
            boolean recurs = event.getProperty(Property.RRULE).isPresent()
                    || event.getProperty(Property.RDATE).isPresent();
            if (original.isEmpty() && recurs) {
                repetitions(event, zone, moved, rows);
            } else {
                ObjectNode row = row(event);
                original.ifPresent(id -> row.put("recurrence", CalendarTimes.iso(id, zone)));
                start(event).ifPresent(start -> row.put("start", CalendarTimes.iso(start, zone)));
                end(event).ifPresent(end -> row.put("end", CalendarTimes.iso(end, zone)));
                rows.add(row);
            }
        }
        return rows;
    }

    private static void repetitions(VEvent event, Optional<ZoneId> zone, Set<String> moved, List<ObjectNode> rows) {
        Temporal start = start(event).orElseThrow();
        ZoneId of = zone.orElse(ZoneOffset.UTC);
        Instant begin = CalendarTimes.instant(start, of);
        Instant made = event.<DtStamp>getProperty(Property.DTSTAMP)
                .map(DtStamp::getDate)
                .orElse(begin);
        Instant last = (made.isAfter(begin) ? made : begin).plus(AHEAD);
        Period<? extends Temporal> range = new Period<>(start, CalendarTimes.like(start, last, of));
        List<Period<Temporal>> periods = new ArrayList<>(event.<Temporal>calculateRecurrenceSet(range));
        periods.sort(Comparator.comparing(period -> CalendarTimes.iso(period.getStart(), zone)));
        if (periods.size() > MOST_REPETITIONS) {
            throw new InputError("the event \"" + text(event, Property.SUMMARY).orElse("") + "\" repeats more than "
                    + MOST_REPETITIONS + " times within two years of the making of the file; leave it out");
        }
        for (Period<Temporal> period : periods) {
            String at = CalendarTimes.iso(period.getStart(), zone);
            if (!moved.contains(key(event, at))) {
                ObjectNode row = row(event);
                row.put("recurrence", at);
                row.put("start", at);
                row.put("end", CalendarTimes.iso(period.getEnd(), zone));
                rows.add(row);
            }
        }
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode row(VEvent event) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        put(row, "uid", event, Property.UID);
        put(row, "summary", event, Property.SUMMARY);
        put(row, "sequence", event, Property.SEQUENCE);
        put(row, "priority", event, Property.PRIORITY);
        text(event, Property.STATUS).ifPresent(status -> row.put("status", status.toUpperCase(Locale.ROOT)));
        text(event, Property.LAST_MODIFIED).ifPresent(time -> row.put("modified", CalendarTimes.utc(time)));
        ArrayNode categories = row.putArray("categories");
        for (Property property : event.getProperties(Property.CATEGORIES)) {
            for (String category : property.getValue().split(",", -1)) {
                categories.add(category.strip());
            }
        }
        return row;
    }

    private static void put(ObjectNode row, String column, VEvent event, String property) {
        text(event, property).ifPresent(value -> row.put(column, value));
    }

    private static Optional<String> text(Calendar calendar, String name) {
        return calendar.getProperty(name).map(Content::getValue);
    }

    private static Optional<String> text(VEvent event, String name) {
        return event.getProperty(name).map(Content::getValue);
    }

    private static Optional<Temporal> recurrence(VEvent event) {
        return event.<RecurrenceId<Temporal>>getProperty(Property.RECURRENCE_ID).map(RecurrenceId::getDate);
    }

    private static Optional<Temporal> start(VEvent event) {
        return event.<DtStart<Temporal>>getProperty(Property.DTSTART).map(DtStart::getDate);
    }

    /** The end of an event: its own, or by its duration; without either, that of the day or the moment of its start. */
    private static Optional<Temporal> end(VEvent event) {
        Optional<Temporal> own =
                event.<DtEnd<Temporal>>getProperty(Property.DTEND).map(DtEnd::getDate);
        return own.or(() -> start(event).map(start -> {
            Optional<TemporalAmount> lasts = event.<net.fortuna.ical4j.model.property.Duration>getProperty(
                            Property.DURATION)
                    .map(net.fortuna.ical4j.model.property.Duration::getDuration);
            return lasts.<Temporal>map(start::plus).orElse(start instanceof LocalDate date ? date.plusDays(1) : start);
        }));
    }

    private static String key(VEvent event, String start) {
        return text(event, Property.UID).orElse("") + "\n" + start;
    }

    @Override
    public Optional<Row> read() {
        return rows.hasNext() ? Optional.of(new Row(file, ++number, rows.next())) : Optional.empty();
    }

    /** The number of the row: repetitions have no line of their own. */
    @Override
    public long line() {
        return number;
    }

    @Override
    public Optional<List<String>> columns() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // The calendar is in memory.
    }
}
