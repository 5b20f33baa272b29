package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.statistics.distribution.TDistribution;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class NullDistributionTest {

    private static final double DAYS = 1;

    private static double[] misses(long seed, int count, boolean ties) {
        Random random = new Random(seed);
        double[] sizes = new double[count];
        for (int i = 0; i < count; i++) {
            double size = Math.abs(random.nextGaussian()) * (random.nextInt(20) == 0 ? 4 : 1);
            sizes[i] = ties ? Math.round(2 * size) : size;
        }
        sizes[0] = 1;
        return sizes;
    }

    /** How many of the sorted misses come at or after a size, counted as if each window also were its own placebo. */
    private static double rank(double[] sizes, double overlap, double size) {
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int smaller = 0;
        while (smaller < sorted.length && sorted[smaller] < size) {
            smaller++;
        }
        double own = Math.max(1, overlap / 4 * Math.min(1, Math.max(windows(sizes, overlap) / 16, DAYS / 3)));
        return (own + sorted.length - smaller) / (own + sorted.length);
    }

    private static double windows(double[] sizes, double overlap) {
        return sizes.length / overlap / (1 + 0.6 * DAYS / 7);
    }

    private static double ofStudent(double[] sizes, double overlap, double size) {
        double windows = windows(sizes, overlap);
        double variance = Arrays.stream(sizes).map(s -> s * s).average().orElseThrow();
        double spread = Math.sqrt(windows > 8 ? variance * 0.75 / (1 - 2 / windows) : variance);
        double freedom = Math.max(3, Math.min(8, windows));
        return 2 * TDistribution.of(freedom).survivalProbability(size / spread);
    }

    @Property(tries = 500)
    void theProbabilityIsTheGeometricMeanOfRankAndStudent(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @DoubleRange(min = 1, max = 40) double overlap,
            @ForAll @DoubleRange(max = 8) @Scale(6) double size) {
        double[] sizes = misses(seed, count, false);
        double expected = Math.sqrt(rank(sizes, overlap, size) * ofStudent(sizes, overlap, size));

        assertThat(new NullDistribution(sizes, overlap, DAYS).p(size))
                .isCloseTo(expected, Percentage.withPercentage(0.5));
    }

    @Test
    void aMissThatIsAsLargeAsAPlaceboIsNotBeyondIt() {
        double[] sizes = {1, 2, 2, 3};
        NullDistribution misses = new NullDistribution(sizes, 1, DAYS);

        // Three of four are at least 2, and so is the miss itself: 4 of 5. Beyond 2 there are 2 of 5.
        double atTwo = misses.p(2) * misses.p(2) / ofStudent(sizes, 1, 2);
        double beyond = misses.p(2.0001) * misses.p(2.0001) / ofStudent(sizes, 1, 2.0001);
        assertThat(atTwo).isCloseTo(4 / 5.0, within(0.004));
        assertThat(beyond).isCloseTo(2 / 5.0, within(0.002));
    }

    @Test
    void noMissAtAllIsWhatIsToBeExpected() {
        assertThat(new NullDistribution(new double[] {0.5, 1, 2}, 1, DAYS).p(0)).isCloseTo(1, within(1e-12));
    }

    @Property(tries = 300)
    void aLargerMissIsNeverLikelier(
            @ForAll long seed, @ForAll @DoubleRange(max = 6) double size, @ForAll @DoubleRange(max = 1) double more) {
        NullDistribution misses = new NullDistribution(misses(seed, 50, true), 3, DAYS);

        assertThat(misses.p(size + more)).isLessThanOrEqualTo(misses.p(size));
    }

    /** The p-value falls, so halving an interval finds where it falls below alpha. */
    @Property(tries = 500)
    void theCriticalValueIsTheLeastMissThatIsSignificant(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 200) int count,
            @ForAll boolean ties,
            @ForAll @DoubleRange(min = 1, max = 20) double overlap,
            @ForAll @DoubleRange(min = 0.001, max = 0.9) @Scale(3) double alpha) {
        NullDistribution misses = new NullDistribution(misses(seed, count, ties), overlap, DAYS);
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (misses.p(middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }

        assertThat(misses.criticalValue(alpha)).isCloseTo(high, within(1e-7 * high + 1e-12));
    }

    @Test
    void countsItsPlacebos() {
        assertThat(new NullDistribution(new double[] {1, 2, 3}, 2, DAYS).count())
                .isEqualTo(3);
    }
}
