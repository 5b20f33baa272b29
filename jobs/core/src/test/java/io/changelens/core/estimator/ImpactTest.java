package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ImpactTest {

    @Test
    void anImpactIsObservedLessExpected() {
        // 120 instead of 100; at the ends of the interval instead of 120 and 80.
        Impact.Range impact = new Impact(120, 0, Math.log(1.2), Math.log(1.2)).range();

        assertThat(impact.impact()).isCloseTo(20, within(1e-9));
        assertThat(impact.low()).isCloseTo(0, within(1e-9));
        assertThat(impact.high()).isCloseTo(120 - 120 / 1.44, within(1e-9));
    }

    @Test
    void whereNothingWasObservedTheCorrectionTellsWhatWasExpected() {
        Impact.Range impact = new Impact(0, 0.5, Math.log(0.1), Math.log(2)).range();

        assertThat(impact.impact()).isCloseTo(-4.5, within(1e-9));
        assertThat(impact.low()).isCloseTo(-9.5, within(1e-9));
        assertThat(impact.high()).isCloseTo(-2, within(1e-9));
    }

    @Test
    void noLessThanNothingIsExpected() {
        assertThat(new Impact(0, 0.5, 3, 1).range().impact()).isZero();
        assertThat(new Impact(1, 0, -700, 700).isFinite()).isTrue();
    }

    @Property
    void theIntervalHasTheImpactAndTheSignOfTheEffect(
            @ForAll @DoubleRange(min = 1, max = 1e6) double numerator,
            @ForAll @DoubleRange(min = -3, max = 3) double residual,
            @ForAll @DoubleRange(min = 0, max = 3) double margin) {
        Impact.Range impact = new Impact(numerator, 0, residual, margin).range();

        assertThat(impact.impact()).isBetween(impact.low(), impact.high());
        assertThat(Math.signum(impact.impact())).isEqualTo(Math.signum(residual));
        assertThat(impact.low() > 0).isEqualTo(residual > margin && -numerator * Math.expm1(margin - residual) > 0);
        assertThat(impact.high()).isLessThanOrEqualTo(numerator);
    }
}
