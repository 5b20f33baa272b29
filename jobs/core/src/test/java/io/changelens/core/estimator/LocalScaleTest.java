package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LocalScaleTest {

    private static final int POINTS = 8;

    /** The definition, each sum on its own. */
    private static double slowly(double[] sizes, int ended, double pointsOfDay, double overlap, int at) {
        double mean =
                Arrays.stream(sizes).filter(s -> !Double.isNaN(s)).average().orElseThrow();
        double sum = overlap * mean;
        double weight = overlap;
        for (int j = at + ended; j < sizes.length; j++) {
            if (!Double.isNaN(sizes[j])) {
                double share = Math.exp(-(j - at - ended) / pointsOfDay / 3);
                sum += share * sizes[j];
                weight += share;
            }
        }
        return Math.max(1, sum / weight / mean);
    }

    @Property(tries = 200)
    void isTheMeanOfTheDaysBefore(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int count,
            @ForAll @IntRange(max = 60) int ended,
            @ForAll @DoubleRange(min = 1, max = 20) double overlap) {
        Random random = new Random(seed);
        double[] sizes = new double[count];
        Arrays.setAll(sizes, i -> random.nextInt(5) == 0 ? Double.NaN : random.nextDouble() * (i < 30 ? 3 : 1));
        sizes[count - 1] = 1;
        LocalScale scale = new LocalScale(sizes, ended, POINTS, overlap, LocalScale.MEMORY_DAYS);
        for (int i = 0; i < count; i++) {
            assertThat(scale.at(i)).isCloseTo(slowly(sizes, ended, POINTS, overlap, i), within(1e-9));
        }
    }

    @Test
    void noiseThatGrewTellsSinceWhen() {
        double[] sizes = new double[60 * POINTS];
        Arrays.setAll(sizes, i -> i < 5 * POINTS ? 4 : 1);
        assertThat(new LocalScale(sizes, 2, POINTS, 2, LocalScale.MEMORY_DAYS).unsettledDays())
                .isBetween(4.0, 5.0);
    }

    @Test
    void noiseThatIsTwoWeeksOldIsUsual() {
        double[] sizes = new double[60 * POINTS];
        Arrays.setAll(sizes, i -> i < 20 * POINTS ? 4 : 1);
        LocalScale scale = new LocalScale(sizes, 2, POINTS, 2, LocalScale.MEMORY_DAYS);
        assertThat(scale.unsettledDays()).isZero();
        assertThat(scale.at(0)).isGreaterThan(1.5);
    }

    @Test
    void aCalmKpiKeepsItsScale() {
        double[] sizes = new double[60 * POINTS];
        Arrays.setAll(sizes, i -> i < 5 * POINTS ? 0.1 : 1);
        LocalScale scale = new LocalScale(sizes, 2, POINTS, 2, LocalScale.MEMORY_DAYS);
        assertThat(scale.at(0)).isEqualTo(1);
        assertThat(scale.unsettledDays()).isZero();
    }

    @Test
    void withoutPlacebosItIsOne() {
        LocalScale scale = new LocalScale(new double[] {Double.NaN, Double.NaN}, 1, POINTS, 1, LocalScale.MEMORY_DAYS);
        assertThat(scale.at(0)).isEqualTo(1);
        assertThat(scale.unsettledDays()).isZero();
    }

    /** Noise that is three times as large since a day: the windows of a day that have ended do not show it yet. */
    @Test
    void jumpsOfShortWindowsRaiseTheScaleOfLongOnes() {
        int points = 400;
        double[] sizes = new double[points];
        double[] jumps = new double[points];
        for (int i = 0; i < points; i++) {
            sizes[i] = 1 + 0.1 * (i % 3);
            jumps[i] = (i < POINTS ? 3 : 1) * (1 + 0.1 * (i % 5));
        }
        LocalScale scale = new LocalScale(sizes, 2 * POINTS, POINTS, POINTS, LocalScale.MEMORY_DAYS);
        double before = scale.at(0);
        double settled = scale.unsettledDays();

        scale.raiseTo(LocalScale.ofJumps(null, POINTS));
        assertThat(scale.at(0)).isEqualTo(before);

        scale.raiseTo(LocalScale.ofJumps(jumps, POINTS));
        assertThat(scale.at(0)).isBetween(1.5, 3.0);
        assertThat(scale.at(0)).isGreaterThan(before);
        assertThat(scale.at(20 * POINTS)).isLessThan(1.1);
        assertThat(scale.unsettledDays()).isEqualTo(settled);
    }
}
