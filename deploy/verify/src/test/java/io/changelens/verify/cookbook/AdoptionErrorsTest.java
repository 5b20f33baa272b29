package io.changelens.verify.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the estimate of an adoption errs, on generated weeks: how many of 2,000 adoptions without an effect are called
 * one, and how many of +25 % are found, beside Student's t-test of blocks of four weeks. Intervals hold all effects that the
 * test does not reject, so coverage is what false positives leave of 100 %.
 */
class AdoptionErrorsTest {

    private static final int ADOPTIONS = 2_000;
    private static final int AFTER = 12;
    private static final double EFFECT = Math.log(1.25);

    /** Student's t with 4 degrees of freedom: 97.5 %. */
    private static final double T_OF_BLOCKS = 2.7764451051977987;

    /** Weekly logarithms with a standard deviation and an autocorrelation. */
    private static double[] noise(Random random, int n, double deviation, double autocorrelation) {
        double[] x = new double[n];
        double state = random.nextGaussian();
        for (int i = 0; i < n; i++) {
            x[i] = deviation * state;
            state = autocorrelation * state + Math.sqrt(1 - autocorrelation * autocorrelation) * random.nextGaussian();
        }
        return x;
    }

    /** A term of twelve weeks that begins high, and a trend of 1 % a week: what value streams share. */
    private static double season(int week) {
        return 0.3 * Math.exp(-(week % 12) / 3.0) + 0.01 * week;
    }

    private static boolean foundByBlocks(double[] value, int before) {
        double[] means = IntStream.range(0, 6)
                .mapToDouble(b -> Arrays.stream(value, before - 12 + 4 * b, before - 8 + 4 * b)
                        .average()
                        .orElseThrow())
                .toArray();
        double[] earlier = Arrays.copyOf(means, 3);
        double[] later = Arrays.copyOfRange(means, 3, 6);
        double pooled = (Statistics.variance(Arrays.stream(earlier).boxed().toList())
                        + Statistics.variance(Arrays.stream(later).boxed().toList()))
                / 2;
        double difference = Arrays.stream(later).average().orElseThrow()
                - Arrays.stream(earlier).average().orElseThrow();
        return Math.abs(difference) > T_OF_BLOCKS * Math.sqrt(pooled * 2 / 3);
    }

    /**
     * Worlds: {@code alone} has no comparison; {@code shared} has three value streams as noisy as the adopter, and all four
     * have the same shocks, trend and term; {@code uneven} is the same with one that is three times as noisy.
     */
    @ParameterizedTest
    @CsvSource({
        // world, autocorrelation, weeks before, least share of +25 % found
        "alone, 0, 12, 0.55",
        "alone, 0, 26, 0.85",
        "alone, 0.5, 12, 0.4",
        "alone, 0.5, 26, 0.5",
        "alone, 0.8, 12, 0.6",
        "alone, 0.8, 26, 0.6",
        "shared, 0, 26, 0.75",
        "shared, 0.5, 26, 0.4",
        "shared, 0.8, 26, 0.5",
        "uneven, 0, 26, 0.7",
        "uneven, 0.8, 26, 0.4",
    })
    void errsAsOftenAsItSays(String world, double autocorrelation, int before, double leastFound) {
        Random random = new Random(17);
        int n = before + AFTER;
        boolean[] step = new boolean[n];
        Arrays.fill(step, before, n, true);
        AdoptionEstimate.Design design =
                new AdoptionEstimate.Design(IntStream.range(0, n).toArray(), step);
        int called = 0;
        int found = 0;
        int calledByBlocks = 0;
        int foundByBlocks = 0;
        for (int i = 0; i < ADOPTIONS; i++) {
            double[] value = net(world, random, n, before, autocorrelation);
            called += design.p(value) <= 0.05 ? 1 : 0;
            calledByBlocks += foundByBlocks(value, before) ? 1 : 0;
            for (int week = before; week < n; week++) {
                value[week] += EFFECT;
            }
            found += design.p(value) <= 0.05 ? 1 : 0;
            foundByBlocks += foundByBlocks(value, before) ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "adoption, %s, autocorrelation %.1f, %d weeks before: called without an effect %.1f %% (blocks %.1f %%),"
                        + " +25 %% found %.0f %% (blocks %.0f %%)%n",
                world,
                autocorrelation,
                before,
                100.0 * called / ADOPTIONS,
                100.0 * calledByBlocks / ADOPTIONS,
                100.0 * found / ADOPTIONS,
                100.0 * foundByBlocks / ADOPTIONS);

        assertThat(1.0 * called / ADOPTIONS).isBetween(0.015, 0.075);
        assertThat(1.0 * found / ADOPTIONS).isGreaterThan(leastFound);
    }

    /** The adopter less the weighted others, by the rule of the view. */
    private static double[] net(String world, Random random, int n, int before, double autocorrelation) {
        double deviation = 0.15;
        double[] own = noise(random, n, deviation, autocorrelation);
        if (world.equals("alone")) {
            return own;
        }
        double[] shocks = noise(random, n, deviation, autocorrelation);
        double[][] others = new double[3][];
        double[] misfits = new double[3];
        for (int i = 0; i < n; i++) {
            own[i] += shocks[i] + season(i);
        }
        for (int other = 0; other < 3; other++) {
            boolean noisy = other == 2 && world.equals("uneven");
            others[other] = noise(random, n, noisy ? 3 * deviation : deviation, autocorrelation);
            for (int i = 0; i < n; i++) {
                others[other][i] += shocks[i] + season(i);
                misfits[other] += i == 0 || i >= before
                        ? 0
                        : Math.pow(own[i] - own[i - 1] - others[other][i] + others[other][i - 1], 2) / (before - 1);
            }
        }
        double mean = Arrays.stream(misfits).average().orElseThrow();
        double[] weights = Arrays.stream(misfits).map(m -> 1 / (m + mean)).toArray();
        double all = Arrays.stream(weights).sum();
        for (int i = 0; i < n; i++) {
            for (int other = 0; other < 3; other++) {
                own[i] -= weights[other] / all * others[other][i];
            }
        }
        return own;
    }
}
