package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.estimator.RunningTotals;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.kpi.Micros;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A service with six weeks of history, by day and night, a change, and what comes after it. */
class VolumeDropTest {

    private static final int DAY = 1440;
    private static final int HISTORY = 42 * DAY;
    private static final long BEGIN = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final KpiKey KEY = new KpiKey("k", "works");
    private static final EffectSettings SETTINGS = new EffectSettings(
            List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24)),
            Duration.ofMinutes(HISTORY),
            Duration.ZERO,
            Duration.ofDays(1),
            Duration.ofHours(3));

    private final Random random = new Random(7);
    private final double[] events = new double[HISTORY + DAY];
    /** Change at 10:00 on the last day of the history. */
    private int live = HISTORY - 14 * 60;

    private final List<TrackedIntervention> pauses = new ArrayList<>();

    private void play(double perMinute) {
        for (int i = 0; i < events.length; i++) {
            double hour = i % DAY / 60.0;
            double usual = perMinute * (hour < 7 || hour > 22 ? 0.02 : 1);
            events[i] = poisson(usual * Math.exp(0.2 * random.nextGaussian()));
        }
    }

    private double poisson(double mean) {
        double product = random.nextDouble();
        int n = 0;
        while (product > Math.exp(-mean)) {
            product *= random.nextDouble();
            n++;
        }
        return n;
    }

    private void silent(int from, int until) {
        for (int i = Math.max(0, from); i < Math.min(events.length, until); i++) {
            events[i] = 0;
        }
    }

    private void pause(int from, int until) {
        Intervention pause = new Intervention(
                KEY,
                Intervention.Kind.PAUSE,
                "p" + from,
                1,
                BEGIN + from * 60_000L,
                BEGIN + from * 60_000L,
                BEGIN + until * 60_000L,
                false,
                "",
                null);
        pauses.add(TrackedIntervention.with(null, pause, SETTINGS.longest().toMillis()));
    }

    private MeasuredEffect measured(Duration horizon, KpiType type, Direction direction) {
        long at = BEGIN + live * 60_000L;
        Intervention change = new Intervention(
                KEY,
                Intervention.Kind.CHANGE,
                "CH-1",
                1,
                at,
                at,
                OpenEnd.TIME,
                false,
                "",
                new Exposure(
                        "k1", "NORMAL", "", "SUCCEEDED", List.of(), direction, 0.01, type, "UTC", List.of("learn"), 1));
        EffectPlan plan = EffectPlan.of(change, OpenEnd.TIME, horizon, SETTINGS);
        int first = Math.toIntExact((plan.begin() - BEGIN) / 60_000L);
        int length = plan.step(plan.windowEnd(EffectPlan.LAST_ANALYSIS));
        double[] above = new double[length];
        double[] below = new double[length];
        for (int i = 0; i < length; i++) {
            double count = first + i < 0 ? 0 : events[first + i];
            // Nine of ten work; a volume has the counts above, and the observed minutes below.
            above[i] = type == KpiType.VOLUME ? count : Math.floor(0.9 * count + random.nextDouble());
            below[i] = type == KpiType.VOLUME ? (first + i < 0 ? 0 : 1) : count;
        }
        KpiSums sums = new KpiSums(series(above, below), null, 1, false);
        List<TrackedIntervention> all = new ArrayList<>(pauses);
        all.add(TrackedIntervention.with(null, change, SETTINGS.longest().toMillis()));
        return MeasuredEffect.of(
                null, change, plan, EffectPlan.LAST_ANALYSIS, sums, new Surroundings(all), Controls.NONE);
    }

    private static KpiSeries series(double[] above, double[] below) {
        RunningTotals totals = new RunningTotals(above.length, Micros.PER_UNIT);
        for (int i = 0; i < above.length; i++) {
            totals.add(above[i] * Micros.PER_UNIT, below[i] * Micros.PER_UNIT);
        }
        return totals.series(0, above.length);
    }

    private static Verdict verdict(MeasuredEffect measured) {
        return TestFamily.judge(List.of(measured.effect())).get(0).verdict();
    }

    @Test
    void aTotalOutageAfterAChangeIsHarmAtEveryHorizonThatItFills() {
        play(5);
        silent(live, live + 20 * 60);

        for (Duration horizon : SETTINGS.horizons()) {
            MeasuredEffect ratio = measured(horizon, KpiType.RATIO, Direction.LOWER_IS_BETTER);
            EffectEstimate estimate = ratio.effect().estimate();
            assertThat(verdict(ratio)).as("%s %s", horizon, estimate).isEqualTo(Verdict.DEGRADED);
            assertThat(estimate.method()).contains(EstimationStep.ON_VOLUME);
            assertThat(estimate.effect()).isLessThan(-0.8).isGreaterThanOrEqualTo(-1);
            assertThat(estimate.low()).isGreaterThanOrEqualTo(-1).isLessThanOrEqualTo(estimate.effect());
            assertThat(estimate.high())
                    .isGreaterThanOrEqualTo(estimate.effect())
                    .isLessThan(0);
            assertThat(ratio.effect().exposure().direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
        }
    }

    @Test
    void aVolumeThatFallsToNothingIsDegradedWithAFiniteEffect() {
        play(5);
        silent(live, live + 20 * 60);

        for (Duration horizon : SETTINGS.horizons()) {
            MeasuredEffect volume = measured(horizon, KpiType.VOLUME, Direction.HIGHER_IS_BETTER);
            assertThat(verdict(volume)).as("%s", horizon).isEqualTo(Verdict.DEGRADED);
            assertThat(volume.effect().estimate().isFinite()).isTrue();
        }
    }

    @Test
    void aFewStragglersAreStillAnOutage() {
        play(5);
        silent(live, live + 20 * 60);
        events[live + 1] = 3;

        assertThat(verdict(measured(Duration.ofHours(1), KpiType.RATIO, Direction.HIGHER_IS_BETTER)))
                .isEqualTo(Verdict.DEGRADED);
    }

    @Test
    void aPauseOfAllActivityIsNoOutage() {
        play(5);
        silent(live, live + 20 * 60);
        pause(live, live + 20 * 60);

        for (Duration horizon : SETTINGS.horizons().subList(0, 3)) {
            assertThat(verdict(measured(horizon, KpiType.RATIO, Direction.HIGHER_IS_BETTER)))
                    .isEqualTo(Verdict.INSUFFICIENT_DATA);
        }
    }

    @Test
    void aServiceThatIsOftenSilentForAsLongIsNotCalled() {
        play(5);
        for (int day = 0; day < 42; day++) {
            int from = day * DAY + (8 + random.nextInt(12)) * 60;
            silent(from, from + 150);
        }
        silent(live, live + 90);

        assertThat(verdict(measured(Duration.ofHours(1), KpiType.RATIO, Direction.HIGHER_IS_BETTER)))
                .isNotEqualTo(Verdict.DEGRADED);
    }

    @Test
    void whereLittleHappensSilenceIsNoWonder() {
        play(0.1);
        silent(live, live + 60);

        assertThat(verdict(measured(Duration.ofHours(1), KpiType.RATIO, Direction.HIGHER_IS_BETTER)))
                .isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void anOutageThatBeganBeforeTheChangeIsNotItsEffect() {
        play(5);
        silent(live - 5 * 60, live + 20 * 60);

        assertThat(verdict(measured(Duration.ofHours(1), KpiType.RATIO, Direction.HIGHER_IS_BETTER)))
                .isNotEqualTo(Verdict.DEGRADED);
    }

    /** Without a change in anything: at most the level of the test, over random places and rates. */
    @Test
    void quietHoursAndNightsAreSeldomCalled() {
        int called = 0;
        int all = 0;
        for (double rate : new double[] {0.05, 0.3, 1, 2, 5}) {
            for (int i = 0; i < 40; i++) {
                random.setSeed(1000L * i + (long) (100 * rate));
                play(rate);
                live = HISTORY - random.nextInt(DAY);
                MeasuredEffect effect =
                        measured(SETTINGS.horizons().get(i % 3), KpiType.RATIO, Direction.HIGHER_IS_BETTER);
                all++;
                boolean byVolume = effect.effect().estimate().method().contains(EstimationStep.ON_VOLUME);
                called += byVolume && verdict(effect) == Verdict.DEGRADED ? 1 : 0;
            }
        }
        assertThat(called).isLessThanOrEqualTo(all / 50);
    }
}
