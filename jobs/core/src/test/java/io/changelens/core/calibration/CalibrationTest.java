package io.changelens.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.KpiSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final long HOUR = 3_600_000;
    private static final Calibration CALIBRATION = new Calibration(
            List.of(Duration.ofHours(6), Duration.ofMinutes(15)), List.of(0.0, 0.5), Draws.anywhere(40, 3), false);

    @Test
    void theSameSeedGivesTheSameResults() {
        List<RecordedKpi> kpis = kpis();
        assertThat(CALIBRATION.run(kpis, () -> {})).isEqualTo(CALIBRATION.run(kpis, () -> {}));
    }

    @Test
    void aRhythmFoolsThePlainTestsAndNotTheEstimator() {
        List<CalibrationResult> results = CALIBRATION.run(kpis(), () -> {});
        assertThat(share(results, "changelens", 0)).isLessThan(0.1);
        assertThat(share(results, "welch", 0)).isGreaterThan(0.4);
        assertThat(share(results, "mann-whitney", 0)).isGreaterThan(0.4);
        assertThat(share(results, "changelens", 0.5)).isGreaterThan(0.6);
    }

    @Test
    void aHorizonShorterThanAStepIsNotTried() {
        assertThat(CALIBRATION.run(kpis(), () -> {}).stream()
                        .filter(r -> r.horizon().equals(Duration.ofMinutes(15))))
                .allSatisfy(r -> {
                    assertThat(r.evaluated()).isZero();
                    assertThat(r.significantShare()).isNull();
                    assertThat(r.coverage()).isNull();
                });
    }

    @Test
    void excludedTimesAreNeverDrawn() {
        RecordedKpi kpi = new RecordedKpi(
                "k",
                0,
                HOUR,
                new double[500],
                new double[500],
                false,
                ZoneOffset.UTC,
                BlockedTimes.of(List.of(new Interval(100, 200))));
        assertThat(Trial.draw(kpi, 6, Draws.anywhere(2000, 1), new SplittableRandom(1)))
                .hasSize(2000)
                .allMatch(t -> t.at() + 6 <= 100 || t.at() - 6 >= 200);
    }

    @Test
    void timesAreDrawnWithEnoughHistoryAndNearABreak() {
        RecordedKpi kpi = kpi(1);
        Duration week = Duration.ofDays(7);
        Draws late = new Draws(500, 1, Duration.ZERO, week.multipliedBy(2), List.of(), Duration.ZERO);
        assertThat(Trial.draw(kpi, 6, late, new SplittableRandom(1)))
                .hasSize(500)
                .allMatch(t -> t.at() >= 14 * 24 && t.shown() == 0);
        Draws brief = new Draws(500, 1, week, Duration.ZERO, List.of(), Duration.ZERO);
        assertThat(Trial.draw(kpi, 6, brief, new SplittableRandom(1)))
                .hasSize(500)
                .allMatch(t -> t.shown() == t.at() - 7 * 24 && t.shown() >= 0);
        Draws afterTerm =
                new Draws(500, 1, Duration.ZERO, Duration.ZERO, List.of(Instant.ofEpochMilli(480 * HOUR)), week);
        assertThat(Trial.draw(kpi, 6, afterTerm, new SplittableRandom(1)))
                .hasSize(500)
                .allMatch(t -> t.at() >= 480 && t.at() < 480 + 7 * 24);
    }

    @Test
    void aMethodIsShownNoMoreThanTheHistory() {
        RecordedKpi kpi = kpi(2);
        double[] rewritten = kpi.numerators().clone();
        Arrays.fill(rewritten, 0, 300, 1);
        RecordedKpi other =
                new RecordedKpi("o", 0, HOUR, rewritten, kpi.denominators(), false, ZoneOffset.UTC, BlockedTimes.NONE);
        Trial trial = new Trial(720, 6, 300);
        assertThat(Method.CHANGELENS.judge(kpi, trial, 0.1, Controls.NONE)).isPresent();
        assertThat(Method.CHANGELENS.judge(other, trial, 0.1, Controls.NONE))
                .isEqualTo(Method.CHANGELENS.judge(kpi, trial, 0.1, Controls.NONE));
    }

    @Test
    void aControlIsReadOverTheSameTimes() {
        double[] values = {1, 2, 3, 4, 5, 6};
        double[] ones = {1, 1, 1, 1, 1, 1};
        RecordedKpi kpi = new RecordedKpi("k", 0, HOUR, values, ones, false, ZoneOffset.UTC, BlockedTimes.NONE);
        RecordedKpi later =
                new RecordedKpi("l", 2 * HOUR, HOUR, values, ones, false, ZoneOffset.UTC, BlockedTimes.NONE);
        RecordedKpi earlier = new RecordedKpi("e", -HOUR, HOUR, values, ones, false, ZoneOffset.UTC, BlockedTimes.NONE);
        RecordedKpi byDay = new RecordedKpi("d", 0, 24 * HOUR, values, ones, false, ZoneOffset.UTC, BlockedTimes.NONE);

        KpiSeries series = later.over(kpi, 1, 5);
        assertThat(series.length()).isEqualTo(4);
        assertThat(series.denominator(0, 1)).isZero();
        assertThat(series.numerator(1, 4)).isEqualTo(1 + 2 + 3);
        assertThat(earlier.over(kpi, 1, 5).numerator(0, 4)).isEqualTo(3 + 4 + 5 + 6);
        assertThat(earlier.over(kpi, 1, 6)).isNull();
        assertThat(later.over(kpi, 0, 2)).isNull();
        assertThat(byDay.over(kpi, 1, 5)).isNull();
    }

    private static double share(List<CalibrationResult> results, String method, double injected) {
        return results.stream()
                .filter(r -> r.method().equals(method)
                        && r.injected() == injected
                        && r.horizon().equals(Duration.ofHours(6)))
                .findFirst()
                .orElseThrow()
                .significantShare();
    }

    private static List<RecordedKpi> kpis() {
        return IntStream.range(0, 6).mapToObj(CalibrationTest::kpi).toList();
    }

    private static RecordedKpi kpi(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[35 * 24];
        Arrays.setAll(values, i -> 100 * Math.exp(Math.sin(i * Math.PI / 12) + 0.1 * random.nextGaussian()));
        double[] counts = new double[values.length];
        Arrays.fill(counts, 1);
        return new RecordedKpi("k" + seed, 0, HOUR, values, counts, false, ZoneOffset.UTC, BlockedTimes.NONE);
    }
}
