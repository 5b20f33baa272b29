package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PeriodComparisonTest {

    @Test
    void periodsThatAreKnownExactlyHaveAnIntervalOfNoWidth() {
        double[][] earlier = {{10, 20}, {30, 60}, {5, 10}};
        double[][] later = {{20, 32}, {10, 16}, {15, 24}};

        PeriodComparison comparison = PeriodComparison.of(earlier, later, 0.99);

        assertThat(comparison.difference()).isEqualTo(0.25, within(1e-12));
        assertThat(comparison.low()).isEqualTo(0.25, within(1e-9));
        assertThat(comparison.high()).isEqualTo(0.25, within(1e-9));
        assertThat(comparison.pairs()).isEqualTo(3);
    }

    @Property
    void whatIsLaterAndWhatIsEarlierAreEachOthersInverse(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] one = weeks(random, 1);
        double[][] other = weeks(random, 1.3);

        PeriodComparison forward = PeriodComparison.of(one, other, 0.95);
        PeriodComparison back = PeriodComparison.of(other, one, 0.95);

        assertThat((1 + forward.difference()) * (1 + back.difference())).isEqualTo(1, within(1e-9));
        assertThat((1 + forward.low()) * (1 + back.high())).isEqualTo(1, within(1e-9));
    }

    @Property(tries = 20)
    void theIntervalHoldsItsLevel(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int trials = 1000;
        int covered = 0;
        for (int i = 0; i < trials; i++) {
            PeriodComparison found = PeriodComparison.of(weeks(random, 1), weeks(random, 1.3), 0.95);
            covered += found.low() <= 0.3 && 0.3 <= found.high() ? 1 : 0;
        }

        assertThat(covered / (double) trials).isBetween(0.92, 0.985);
    }

    @Test
    void tooFewPartsAndDifferentNumbersAreRefused() {
        double[][] two = {{1, 2}, {1, 2}};
        double[][] three = {{1, 2}, {1, 2}, {1, 2}};
        double[][] nothing = {{0, 2}, {0, 2}, {0, 2}};

        assertThatThrownBy(() -> PeriodComparison.of(two, two, 0.95)).hasMessageContaining("3 or more");
        assertThatThrownBy(() -> PeriodComparison.of(two, three, 0.95)).hasMessageContaining("as many");
        assertThatThrownBy(() -> PeriodComparison.of(nothing, three, 0.95)).hasMessageContaining("0 or less");
    }

    /** Seven weeks of about 1,000 below the line, whose ratio wanders by 3 % around half the factor. */
    private static double[][] weeks(SplittableRandom random, double factor) {
        double[][] weeks = new double[7][];
        for (int i = 0; i < weeks.length; i++) {
            double denominator = 900 + random.nextInt(200);
            weeks[i] = new double[] {denominator * 0.5 * factor * Math.exp(0.03 * random.nextGaussian()), denominator};
        }
        return weeks;
    }
}
