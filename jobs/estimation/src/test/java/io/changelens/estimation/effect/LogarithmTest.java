package io.changelens.estimation.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogarithmTest {

    @Property(tries = 20_000)
    void agreesWithTheLibrary(@ForAll long bits) {
        double x = Double.longBitsToDouble(bits & Long.MAX_VALUE);
        if (!Double.isFinite(x) || x == 0) {
            assertThat(Logarithm.of(x)).isNaN();
        } else {
            double exact = Math.log(x);
            assertThat(Logarithm.of(x)).isCloseTo(exact, within(1e-15 + 3 * Math.ulp(Math.abs(exact))));
        }
    }

    @Test
    void whatHasNoLogarithmIsNaN() {
        assertThat(new double[] {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
                .satisfies(values -> {
                    for (double x : values) {
                        assertThat(Logarithm.of(x)).isNaN();
                    }
                });
    }

    @Test
    void nearOneItIsExactToTheLastDigits() {
        for (int i = -1000; i <= 1000; i++) {
            double x = 1 + i * 1e-6;
            assertThat(Logarithm.of(x)).isCloseTo(Math.log(x), within(1e-15));
        }
    }
}
