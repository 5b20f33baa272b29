package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.estimator.ClockChanges.ClockChange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hourly KPIs whose last 14 days differ from what was before, and changes without an effect in those days: how many are
 * called, and of how many is said that the KPI is unsettled? Prints the figures of {@code docs/method.md}.
 */
class RegimeBreaksTest {

    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;
    private static final int AFTER = 14 * DAY;
    private static final int SERIES = 60;
    private static final int TIMES = 20;

    private enum Break {
        /** Three times the level, and another rhythm. */
        TERM,
        /** Noise three times as large. */
        NOISE,
        /** Three times the level within five days. */
        RISE,
        /** A clock that is set by an hour. */
        CLOCK,
        /** The same where the time zone of the KPI is known. */
        CLOCK_OF_ZONE
    }

    @ParameterizedTest(name = "{0}, {1} days of history, {2} hours")
    @CsvSource({
        "TERM, 42, 6, 0.06", "TERM, 42, 24, 0.07", "TERM, 100, 6, 0.05", "TERM, 100, 24, 0.08",
        "NOISE, 42, 6, 0.10", "NOISE, 42, 24, 0.10", "NOISE, 100, 6, 0.10", "NOISE, 100, 24, 0.10",
        "RISE, 42, 6, 0.11", "RISE, 42, 24, 0.14", "RISE, 100, 6, 0.11", "RISE, 100, 24, 0.16",
        "CLOCK, 42, 6, 0.10", "CLOCK, 42, 24, 0.08", "CLOCK, 100, 6, 0.12", "CLOCK, 100, 24, 0.08",
        "CLOCK_OF_ZONE, 42, 6, 0.06", "CLOCK_OF_ZONE, 42, 24, 0.06", "CLOCK_OF_ZONE, 100, 6, 0.06",
                "CLOCK_OF_ZONE, 100, 24, 0.06"
    })
    void fewAreCalled(Break what, int days, int horizon, double most) {
        int called = 0;
        int unsettled = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            double[] values = values(what, days * DAY, new SplittableRandom(seed));
            SplittableRandom random = new SplittableRandom(1000 + seed);
            for (int i = 0; i < TIMES; i++) {
                int at = values.length - AFTER + random.nextInt(AFTER - horizon + 1);
                EffectEstimate estimate = EffectEstimator.estimate(
                        KpiSeries.ofValues(Arrays.copyOf(values, at + horizon)),
                        null,
                        BlockedTimes.NONE,
                        new EffectQuestion(
                                at, at, horizon, horizon, DAY, EffectQuestion.PLACEBOS, clock(what, values.length)));
                boolean says = estimate.insufficient() != null
                        && estimate.insufficient().code().equals(Insufficient.UNSETTLED.name());
                unsettled += says ? 1 : 0;
                called += estimate.p() <= EffectEstimator.ALPHA ? 1 : 0;
            }
        }
        double all = SERIES * TIMES;
        System.out.printf(
                Locale.ROOT,
                "%s, %d days, %d h: called %.1f %%, unsettled %.0f %%%n",
                what,
                days,
                horizon,
                100 * called / all,
                100 * unsettled / all);
        assertThat(called / all).isLessThan(most);
    }

    private static ClockChanges clock(Break what, int hours) {
        return what == Break.CLOCK_OF_ZONE
                ? ClockChanges.of(List.of(new ClockChange(hours - AFTER, 1)))
                : ClockChanges.NONE;
    }

    private static double[] values(Break what, int hours, SplittableRandom random) {
        double[] rhythm = rhythm(random);
        double[] other = rhythm(random);
        double weekend = 0.6 * random.nextDouble();
        double otherWeekend = 0.6 * random.nextDouble();
        double remembered = 0.5 + 0.4 * random.nextDouble();
        double noise = 0.03 + 0.12 * random.nextDouble();
        double state = 0;
        double[] values = new double[hours];
        for (int i = 0; i < hours; i++) {
            int since = i - (hours - AFTER);
            boolean after = since >= 0;
            double size = noise * (after && what == Break.NOISE ? 3 : 1) * Math.sqrt(1 - remembered * remembered);
            state = remembered * state + size * random.nextGaussian();
            boolean free = i % WEEK >= 5 * DAY;
            boolean another = after && what == Break.TERM;
            int hour = (i + (after && (what == Break.CLOCK || what == Break.CLOCK_OF_ZONE) ? 1 : 0)) % DAY;
            double shape = (another ? other : rhythm)[hour] - (free ? another ? otherWeekend : weekend : 0);
            double rise = another ? 1 : after && what == Break.RISE ? Math.min(1, since / (5.0 * DAY)) : 0;
            values[i] = 500 * Math.exp(shape + rise * Math.log(3) + state);
        }
        return values;
    }

    private static double[] rhythm(SplittableRandom random) {
        double from = DAY * random.nextDouble();
        double high = 0.3 + 0.6 * random.nextDouble();
        double second = 0.3 * random.nextDouble();
        double[] rhythm = new double[DAY];
        Arrays.setAll(
                rhythm,
                hour -> high * Math.sin((hour - from) * Math.PI / 12) + second * Math.sin((hour - from) * Math.PI / 6));
        return rhythm;
    }
}
