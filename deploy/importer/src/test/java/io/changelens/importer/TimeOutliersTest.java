package io.changelens.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.EncodedRecord;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimeOutliersTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long START =
            LocalDate.of(2026, 1, 5).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    @Test
    void aRowAMonthAheadIsHeldBackAndTheOthersAreSent() throws IOException {
        List<Long> times = everyMinute(5);
        times.add(START + 31 * DAY);
        assertThat(heldBack(times)).containsExactly(START + 31 * DAY);
    }

    @Test
    void upToThreeRowsAreHeldBackAndFourAreDataAfterAPause() throws IOException {
        List<Long> times = everyMinute(50);
        for (int i = 0; i < 3; i++) {
            times.add(START + (40L + 20L * i) * DAY);
        }
        assertThat(heldBack(times)).hasSize(3);
        times.add(START + 100 * DAY + MINUTE);
        assertThat(heldBack(times)).isEmpty();
    }

    @Test
    void aRowAloneInTheMiddleIsNotHeldBack() throws IOException {
        List<Long> times = everyMinute(100);
        times.add(START + 31 * DAY);
        for (int i = 0; i < 100; i++) {
            times.add(START + 62 * DAY + i * MINUTE);
        }
        assertThat(heldBack(times)).isEmpty();
    }

    @Test
    void aRowBehindDataAfterAPauseIsHeldBack() throws IOException {
        List<Long> times = everyMinute(1000);
        for (int i = 0; i < 1000; i++) {
            times.add(START + 10 * DAY + i * MINUTE);
        }
        times.add(START + 100 * DAY);
        assertThat(heldBack(times)).containsExactly(START + 100 * DAY);
    }

    /** A wrong year, month or week at the end of a term with nights and weekends. */
    @Property(tries = 200)
    void aWrongDateIsFoundInATermOfSchool(@ForAll Random random, @ForAll @IntRange(min = 9, max = 1000) int daysAhead)
            throws IOException {
        List<Long> times = new ArrayList<>();
        for (int day = 0; day < 60; day++) {
            schoolDay(times, day, 30, random);
        }
        long wrong = last(times) + daysAhead * DAY;
        times.add(wrong);
        assertThat(heldBack(times)).containsExactly(wrong);
    }

    /** Exports of whole days: nights, weekends, holidays of one to ten weeks, few or many rows in a day. */
    @Property(tries = 300)
    void nothingIsHeldBackOfASchoolThatComesBackFromHolidays(
            @ForAll Random random,
            @ForAll @IntRange(min = 4, max = 60) int rowsADay,
            @ForAll @IntRange(min = 1, max = 10) int weeks,
            @ForAll @IntRange(min = 1, max = 10) int daysAfter)
            throws IOException {
        List<Long> times = new ArrayList<>();
        for (int day = 0; day < 56; day++) {
            schoolDay(times, day, rowsADay, random);
        }
        for (int day = 0; day < daysAfter; day++) {
            schoolDay(times, 56 + 7 * weeks + day, rowsADay, random);
        }
        assertThat(heldBack(times)).isEmpty();
    }

    /** From some rows in a day to a row in two months, at random times, cut at any moment. */
    @Property(tries = 500)
    void nothingIsHeldBackOfSparseData(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 1400) int hoursBetween,
            @ForAll @IntRange(min = 1, max = 3000) int rows)
            throws IOException {
        List<Long> times = new ArrayList<>();
        long time = START;
        for (int i = 0; i < rows; i++) {
            times.add(time);
            time += (long) (-Math.log(1 - random.nextDouble()) * hoursBetween * 60 * MINUTE);
        }
        assertThat(heldBack(times)).isEmpty();
    }

    @Test
    void aGapOfLessThanAWeekIsNeverAnOutlier() throws IOException {
        List<Long> times = everyMinute(5000);
        times.add(last(times) + 7 * DAY - 1);
        assertThat(heldBack(times)).isEmpty();
    }

    private static List<Long> everyMinute(int rows) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            times.add(START + i * MINUTE);
        }
        return times;
    }

    /** Rows between 8 and 17 o'clock, none on weekends. */
    private static void schoolDay(List<Long> times, int day, int rows, Random random) {
        DayOfWeek weekday = LocalDate.ofEpochDay(START / DAY + day).getDayOfWeek();
        if (weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY) {
            return;
        }
        random.ints(rows, 8 * 60, 17 * 60).sorted().forEach(minute -> times.add(START + day * DAY + minute * MINUTE));
    }

    private static long last(List<Long> times) {
        return times.get(times.size() - 1);
    }

    /** The times that are held back; all others were passed on in order. */
    private static List<Long> heldBack(List<Long> times) throws IOException {
        List<Long> sent = new ArrayList<>();
        TimeOutliers outliers = new TimeOutliers((event, origin) -> sent.add(event.time()));
        for (int i = 0; i < times.size(); i++) {
            outliers.accept(new EncodedRecord(times.get(i), ("k" + i).getBytes(UTF_8), new byte[0]), i);
        }
        List<Long> held =
                outliers.held().stream().map(event -> event.event().time()).toList();
        List<Long> all = new ArrayList<>(sent);
        all.addAll(held);
        assertThat(all).isEqualTo(times);
        return held;
    }
}
