package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {

    @ParameterizedTest
    @CsvSource({
        "3, 10, true",
        "10, 10, true",
        "1, 1, true",
        "0, 10, true",
        "11, 10, false",
        "3.5, 10, false",
        "3, 10.5, false",
        "0, 0, false",
        "3, 999999, true",
        "3, 1000000, false"
    })
    void onlyWholePartsOfAFewAreCounts(double some, double all, boolean counts) {
        assertThat(Counts.of(some, all)).isEqualTo(counts ? new Counts(some, all) : null);
    }

    @Test
    void aShareOfAQuarterVariesAsTheDeltaMethodSays() {
        // Var log(k/n) = (1 - p) / (n p) = 0.75 / 25 = 0.03.
        assertThat(new Counts(90, 100).variance(25)).isCloseTo(0.03, within(1e-15));
    }

    @Test
    void nothingIsAsUncertainAsHalfAnEvent() {
        assertThat(new Counts(0, 100).variance(0)).isCloseTo(1 / 0.5 - 0.01, within(1e-15));
        assertThat(new Counts(0, 100).variance(0.5)).isEqualTo(new Counts(0, 100).variance(0));
    }

    @Test
    void aShareOfMoreThanAllDoesNotVaryByLessThanNothing() {
        assertThat(new Counts(100, 100).variance(100)).isZero();
        assertThat(new Counts(100, 100).variance(150)).isZero();
    }

    @Test
    void threeHeadsOfThreeComeOfAFairCoinInAQuarterOfAllCases() {
        // Three heads or none: 1/8 + 1/8.
        assertThat(new Counts(3, 3).p(1.5)).isCloseTo(0.25, within(1e-12));
        assertThat(new Counts(0, 3).p(1.5)).isCloseTo(0.25, within(1e-12));
        assertThat(new Counts(2, 3).p(1.5)).isEqualTo(1);
    }

    @Test
    void whatCannotBeIsImpossible() {
        assertThat(new Counts(1, 3).p(0)).isZero();
        assertThat(new Counts(2, 3).p(5)).isZero();
        assertThat(new Counts(0, 3).p(-1)).isEqualTo(1);
    }

    @Property(tries = 300)
    void itIsTwiceTheSmallerTailOfTheBinomialDistribution(
            @ForAll @IntRange(min = 1, max = 60) int all,
            @ForAll @DoubleRange(max = 1) double place,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
        int some = (int) Math.round(place * all);
        double atMost = 0;
        double atLeast = 0;
        for (int k = 0; k <= all; k++) {
            double chance = Math.pow(share, k) * Math.pow(1 - share, all - k);
            for (int i = 1; i <= k; i++) {
                chance *= (all - k + i) / (double) i;
            }
            atMost += k <= some ? chance : 0;
            atLeast += k >= some ? chance : 0;
        }
        double expected = Math.min(1, 2 * Math.min(atMost, atLeast));

        assertThat(new Counts(some, all).p(share * all)).isCloseTo(expected, within(1e-9 * expected + 1e-14));
    }
}
