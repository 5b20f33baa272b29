package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.estimator.BlockedTimes.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against a slow reading of the same, window by window.
 *
 * <p>One file: the cases share the slow definition at its end.
 */
class PlacebosTest {

    private static final int DAY = 24;
    private static final int CHANGE = 40 * DAY + 1;
    private static final EffectQuestion QUESTION = EffectQuestion.complete(CHANGE, CHANGE, 6, DAY);
    private static final double PRIOR = 0.8;
    private static final double EXACT = 1e-10;

    @BeforeEach
    void begin() {
        Scratch.begin();
    }

    private static double[] values(int day, int length, double noise) {
        Random random = new Random(5);
        double[] values = new double[length];
        Arrays.setAll(values, i -> Math.exp(Math.sin(2 * Math.PI * i / day) + noise * (2 * random.nextDouble() - 1)));
        return values;
    }

    private static Placebos read(EffectQuestion question, double[] values, BlockedTimes blocked) {
        Grid grid = Grid.of(question, Season.WEEKS);
        KpiSeries series = KpiSeries.ofValues(values);
        return Placebos.read(question, Season.WEEKS, grid, Windows.of(series, null, question, grid), blocked);
    }

    /** What is seen at one placebo time, before a level that has moved is taken out. */
    private record Seen(int weeks, boolean known, double before, double moments, double yesterday, double after) {

        static Seen at(EffectQuestion q, double[] values, int time) {
            int length = q.elapsed();
            int brief = Math.max(1, Math.round(length / 12f));
            int after = time + q.gap();
            int days = 1;
            while (days * q.day() < q.whole()) {
                days++;
            }
            double base = middle(q, values, after, length);
            double yesterday =
                    days * q.day() < Season.WEEKS.back(q) ? level(values, after - days * q.day(), length) : base;
            return new Seen(
                    weeks(q, values, after, length).length,
                    weeks(q, values, time - length, length).length > 0
                            && !Double.isNaN(level(values, time - length, length)),
                    news(q, values, time - length, length),
                    news(q, values, time - brief, brief),
                    orZero(Math.log(yesterday / base)),
                    Math.log(level(values, after, length) / base));
        }

        private static double level(double[] values, int from, int length) {
            if (from < 0) {
                return Double.NaN;
            }
            return Arrays.stream(values, from, from + length)
                    .filter(v -> !Double.isNaN(v))
                    .average()
                    .orElse(Double.NaN);
        }

        private static double[] weeks(EffectQuestion q, double[] values, int from, int length) {
            return IntStream.range(0, 4)
                    .mapToDouble(
                            week -> level(values, from - Season.WEEKS.back(q) - week * Season.WEEKS.period(q), length))
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
        }

        private static double middle(EffectQuestion q, double[] values, int from, int length) {
            double[] weeks = weeks(q, values, from, length);
            return weeks.length == 0 ? Double.NaN : Math.sqrt(weeks[(weeks.length - 1) / 2] * weeks[weeks.length / 2]);
        }

        private static double news(EffectQuestion q, double[] values, int from, int length) {
            return orZero(Math.log(level(values, from, length) / middle(q, values, from, length)));
        }

        private static double orZero(double value) {
            return Double.isNaN(value) ? 0 : value;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "24, 0, 6, 600", // the window just before a point is that after another
        "24, 0, 7, 600", // it is not, as 7 is no whole number of strides
        "24, 2, 6, 600", // nor here, as work on the environment took time
        "24, 0, 1, 600",
        "24, 0, 24, 600", // yesterday ends where the window begins
        "24, 1, 30, 600", // yesterday is two days before
        "24, 0, 145, 600", // yesterday would be a week before: it is the base
        "96, 0, 16, 300",
        "11, 0, 20, 10" // placebo times are every seventh point
    })
    void predictorsAndTargetsAreThoseOfASlowReading(int day, int gap, int elapsed, int placebos) {
        int at = 42 * day + 5;
        EffectQuestion question = new EffectQuestion(at, at + gap, elapsed, elapsed, day, placebos);
        double[] values = values(day, at + gap + elapsed, 0.05);
        Placebos read = read(question, values, BlockedTimes.NONE);
        Grid grid = read.grid();
        int open = (question.whole() + grid.stride() - 1) / grid.stride();

        assertThat(read.targets()).hasSize(grid.rows());
        for (int i = 0; i < grid.rows(); i++) {
            Seen seen = Seen.at(question, values, at - i * grid.stride());
            String point = "point " + i + " of " + grid;
            assertThat(read.weeks()[i]).as(point).isEqualTo(seen.weeks());
            assertThat(read.before()[i]).as(point).isCloseTo(seen.before(), within(EXACT));
            assertThat(read.moments()[i]).as(point).isCloseTo(seen.moments(), within(EXACT));
            assertThat(read.yesterday()[i]).as(point).isCloseTo(seen.yesterday(), within(EXACT));
            if (i == 0 || (i >= open && (i - open) % grid.every() == 0 && seen.known())) {
                assertThat(read.targets()[i]).as(point).isCloseTo(seen.after() - PRIOR * seen.before(), within(EXACT));
            } else {
                assertThat(read.targets()[i]).as(point).isNaN();
            }
        }
    }

    @Test
    void theLastMomentsOfAShortWindowSayNothing() {
        EffectQuestion question = new EffectQuestion(CHANGE, CHANGE, 1, 1, DAY, 100);

        assertThat(read(question, values(DAY, CHANGE + 1, 0.05), BlockedTimes.NONE)
                        .moments())
                .containsOnly(0);
    }

    @Test
    void aLevelThatHasClearlyMovedIsTakenOutOfAllFour() {
        double[] values = values(DAY, CHANGE + 6, 0.01);
        for (int i = 30 * DAY; i < values.length; i++) {
            values[i] *= 2;
        }
        Placebos read = read(QUESTION, values, BlockedTimes.NONE);
        int moved = 0;
        for (int i = 0; i < read.grid().rows(); i++) {
            Seen seen = Seen.at(QUESTION, values, CHANGE - i * read.grid().stride());
            double common =
                    Math.min(seen.before(), seen.yesterday()) > 0.1 ? Math.min(seen.before(), seen.yesterday()) : 0;
            moved += common > 0 ? 1 : 0;
            String point = "point " + i;
            assertThat(read.before()[i]).as(point).isCloseTo(seen.before() - common, within(EXACT));
            assertThat(read.moments()[i]).as(point).isCloseTo(seen.moments() - common, within(EXACT));
            assertThat(read.yesterday()[i]).as(point).isCloseTo(seen.yesterday() - common, within(EXACT));
            if (!Double.isNaN(read.targets()[i])) {
                double before = seen.before() - common;
                assertThat(read.targets()[i])
                        .as(point)
                        .isCloseTo(seen.after() - common - PRIOR * before, within(EXACT));
            }
        }
        assertThat(moved).isGreaterThan(60);
    }

    @Test
    void aFallIsAMoveTooAndWhatCameBackIsNone() {
        double[] values = values(DAY, CHANGE + 6, 0.01);
        for (int i = 38 * DAY; i < values.length; i++) {
            values[i] /= 2;
        }
        Placebos fallen = read(QUESTION, values, BlockedTimes.NONE);
        assertThat(Math.abs(fallen.before()[0])).isLessThan(0.02);
        assertThat(Math.abs(fallen.targets()[0])).isLessThan(0.02);

        for (int i = CHANGE - 12; i < values.length; i++) {
            values[i] *= 2;
        }
        Placebos back = read(QUESTION, values, BlockedTimes.NONE);
        assertThat(back.yesterday()[0]).as("still low yesterday").isCloseTo(-Math.log(2), within(0.02));
        assertThat(Math.abs(back.before()[0])).isLessThan(0.02);
        assertThat(Math.abs(back.targets()[0])).isLessThan(0.02);
    }

    @Test
    void movesInOppositeDirectionsAreNone() {
        double[] values = values(DAY, CHANGE + 6, 0.01);
        for (int i = 38 * DAY; i < values.length; i++) {
            values[i] *= i < CHANGE - 12 ? 0.5 : 2;
        }
        Seen seen = Seen.at(QUESTION, values, CHANGE);
        Placebos read = read(QUESTION, values, BlockedTimes.NONE);

        assertThat(seen.before()).isGreaterThan(0.6);
        assertThat(seen.yesterday()).isLessThan(-0.6);
        assertThat(read.before()[0]).isCloseTo(seen.before(), within(EXACT));
        assertThat(read.yesterday()[0]).isCloseTo(seen.yesterday(), within(EXACT));
    }

    @ParameterizedTest
    @CsvSource({"0.01, true", "0.05, false"})
    void aSmallMoveIsClearOnlyWhereTheKpiHardlyVaries(double noise, boolean clear) {
        double[] values = values(DAY, CHANGE + 6, noise);
        for (int i = 38 * DAY; i < values.length; i++) {
            values[i] *= 1.05;
        }
        Seen seen = Seen.at(QUESTION, values, CHANGE);
        double common = clear ? Math.min(seen.before(), seen.yesterday()) : 0;
        Placebos read = read(QUESTION, values, BlockedTimes.NONE);

        assertThat(read.before()[0]).isCloseTo(seen.before() - common, within(EXACT));
        assertThat(read.yesterday()[0]).isCloseTo(seen.yesterday() - common, within(EXACT));
    }

    @Test
    void whatIsUnknownJustBeforeIsTakenFromYesterday() {
        double[] values = values(DAY, CHANGE + 6, 0.01);
        for (int i = 38 * DAY; i < values.length; i++) {
            values[i] *= 2;
        }
        Arrays.fill(values, CHANGE - 6, CHANGE, Double.NaN);
        Seen seen = Seen.at(QUESTION, values, CHANGE);
        Placebos read = read(QUESTION, values, BlockedTimes.NONE);

        assertThat(seen.before()).isZero();
        assertThat(read.before()[0]).isCloseTo(-seen.yesterday(), within(EXACT));
        assertThat(read.yesterday()[0]).isCloseTo(0, within(EXACT));
        assertThat(read.targets()[0]).isCloseTo(seen.after() - (1 - PRIOR) * seen.yesterday(), within(EXACT));
    }

    @Test
    void windowsBeforeAndAfterAPlaceboTimeTouchNothingBlocked() {
        List<Interval> intervals = List.of(
                new Interval(10 * DAY, 10 * DAY + 1),
                new Interval(20 * DAY + 5, 21 * DAY),
                new Interval(CHANGE - 2, CHANGE + 100));
        EffectQuestion question = EffectQuestion.complete(CHANGE, CHANGE + 2, 6, DAY);
        Placebos all = read(question, values(DAY, CHANGE + 8, 0.05), BlockedTimes.NONE);
        double[] free = all.targets().clone();
        double[] read = read(question, values(DAY, CHANGE + 8, 0.05), BlockedTimes.of(intervals))
                .targets();

        assertThat(read[0]).as("the change itself").isEqualTo(free[0]);
        for (int i = 1; i < read.length; i++) {
            int time = CHANGE - i * all.grid().stride();
            boolean touches = IntStream.range(time - 6, time + 8)
                    .anyMatch(step -> intervals.stream().anyMatch(b -> b.from() <= step && step < b.to()));
            assertThat(read[i]).as("point %d", i).isEqualTo(Double.valueOf(touches ? Double.NaN : free[i]));
        }
    }

    @Test
    void aChangeHasABaseIfOneOfFourEarlierWeeksSaysSomething() {
        double[] values = values(DAY, CHANGE + 6, 0.05);
        for (int week = 1; week <= 3; week++) {
            Arrays.fill(values, CHANGE - week * 7 * DAY, CHANGE - week * 7 * DAY + 6, Double.NaN);
        }
        Placebos one = read(QUESTION, values, BlockedTimes.NONE);
        assertThat(one.hasBase()).isTrue();
        assertThat(one.weeks()[0]).isEqualTo(1);

        Arrays.fill(values, CHANGE - 28 * DAY, CHANGE - 28 * DAY + 6, Double.NaN);
        assertThat(read(QUESTION, values, BlockedTimes.NONE).hasBase()).isFalse();
    }

    @Test
    void aChangeBeforeItsSecondWeekHasNone() {
        EffectQuestion young = EffectQuestion.complete(7 * DAY - 1, 7 * DAY - 1, 6, DAY);

        assertThat(read(young, values(DAY, 8 * DAY, 0.05), BlockedTimes.NONE).hasBase())
                .isFalse();
    }
}
