package io.changelens.mapping.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calendars after RFC 5545. */
class CalendarRowsTest {

    @TempDir
    private Path folder;

    @Test
    void anEvent() throws Exception {
        assertThat(rows("""
                UID:exams@school
                DTSTAMP:20260301T000000Z
                DTSTART;TZID=Europe/Berlin:20260608T080000
                DTEND;TZID=Europe/Berlin:20260619T180000
                SUMMARY:Exam weeks\\, all
                CATEGORIES:EXAM,course-delivery
                CATEGORIES:student-service
                PRIORITY:1
                SEQUENCE:2
                STATUS:confirmed
                LAST-MODIFIED:20260302T090000Z
                """))
                .containsExactly("{\"uid\":\"exams@school\",\"summary\":\"Exam weeks, all\",\"sequence\":\"2\","
                        + "\"priority\":\"1\",\"status\":\"CONFIRMED\",\"modified\":\"2026-03-02T09:00:00Z\","
                        + "\"categories\":[\"EXAM\",\"course-delivery\",\"student-service\"],"
                        + "\"start\":\"2026-06-08T06:00:00Z\",\"end\":\"2026-06-19T16:00:00Z\"}");
    }

    @Test
    void datesAndFloatingTimesHaveTheZoneOfTheCalendar() throws Exception {
        String event = """
                UID:a
                DTSTART;VALUE=DATE:20260901
                DTEND;VALUE=DATE:20260908
                """;
        assertThat(rows(event)).singleElement().asString().contains("\"start\":\"2026-09-01\",\"end\":\"2026-09-08\"");
        assertThat(rows(event, "X-WR-TIMEZONE:Europe/Berlin\n"))
                .singleElement()
                .asString()
                .contains("\"start\":\"2026-08-31T22:00:00Z\",\"end\":\"2026-09-07T22:00:00Z\"");
        assertThat(rows(event, "X-WR-TIMEZONE:Nowhere\n"))
                .singleElement()
                .asString()
                .contains("2026-09-01\"");
        assertThat(rows("UID:a\nDTSTART:20260901T100000\nDURATION:PT2H\n"))
                .singleElement()
                .asString()
                .contains("\"start\":\"2026-09-01T10:00\",\"end\":\"2026-09-01T12:00\"");
    }

    /** Also over the change of the clocks on 29 March. */
    @Test
    void repetitionsAreRowsAndAMovedOneReplacesTheOriginal() throws Exception {
        List<String> rows = rows("""
                UID:freeze
                DTSTAMP:20260301T000000Z
                DTSTART;TZID=Europe/Berlin:20260316T080000
                DTEND;TZID=Europe/Berlin:20260316T180000
                RRULE:FREQ=WEEKLY;COUNT=4
                EXDATE;TZID=Europe/Berlin:20260406T080000
                END:VEVENT
                BEGIN:VEVENT
                UID:freeze
                DTSTAMP:20260301T000000Z
                RECURRENCE-ID;TZID=Europe/Berlin:20260323T080000
                DTSTART;TZID=Europe/Berlin:20260324T080000
                DTEND;TZID=Europe/Berlin:20260324T180000
                """);
        assertThat(rows)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains(
                                        "\"recurrence\":\"2026-03-16T07:00:00Z\"",
                                        "\"start\":\"2026-03-16T07:00:00Z\""),
                        later -> assertThat(later)
                                .contains("\"start\":\"2026-03-30T06:00:00Z\",\"end\":\"2026-03-30T16:00:00Z\""),
                        moved -> assertThat(moved)
                                .contains(
                                        "\"recurrence\":\"2026-03-23T07:00:00Z\"",
                                        "\"start\":\"2026-03-24T07:00:00Z\""));
    }

    @Test
    void anEndlessRuleEndsTwoYearsAfterTheFileWasMade() throws Exception {
        String yearly = "UID:a\nDTSTART;VALUE=DATE:20200901\nDTEND;VALUE=DATE:20200902\nRRULE:FREQ=YEARLY\n";
        assertThat(rows(yearly + "DTSTAMP:20260301T000000Z\n"))
                .hasSize(8)
                .last()
                .asString()
                .contains("2027-09-01");
        assertThat(rows(yearly)).last().asString().contains("2022-09-01");
        assertThatThrownBy(() -> rows(yearly.replace("YEARLY", "DAILY") + "DTSTAMP:20260301T000000Z\n"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("repeats more than 1000 times");
    }

    @Test
    void noCalendar() {
        assertThatThrownBy(() -> read("nothing\n"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("x.ics: not a calendar: ");
    }

    private List<String> rows(String event) throws Exception {
        return rows(event, "");
    }

    private List<String> rows(String event, String properties) throws Exception {
        return read("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//EN\n" + properties + "BEGIN:VEVENT\n" + event
                + "END:VEVENT\nEND:VCALENDAR\n");
    }

    private List<String> read(String text) throws Exception {
        Path path = Files.writeString(folder.resolve("x.ics"), text.replace("\n", "\r\n"));
        InputFile file = InputFile.of(path, Optional.empty());
        List<String> rows = new ArrayList<>();
        try (CalendarRows reader = CalendarRows.open(file, file.open(new AtomicLong()))) {
            for (Optional<Row> row = reader.read(); row.isPresent(); row = reader.read()) {
                rows.add(row.get().cells().toString());
            }
        }
        return rows;
    }
}
