package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Impact;
import io.changelens.core.estimator.Margins;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdjustedIntervalTest {

    private static EffectEstimate estimate(double residual, List<Double> margins) {
        double margin = margins.get(0);
        return new EffectEstimate(
                null,
                List.of(EstimationStep.PLACEBO_REGRESSION),
                9,
                new Levels(1, 1),
                new Difference(Math.expm1(residual), Math.expm1(residual - margin), Math.expm1(residual + margin), 0.5),
                new Sums(1, 1),
                Impact.NONE,
                Margins.of(margins));
    }

    @Test
    void theEndOfAnEffectThatIsNotSignificantIsMovedTo0() {
        AdjustedInterval interval = AdjustedInterval.of(estimate(0.1, List.of(0.05, 0.08, 0.2, 0.3)), 0.05, false);

        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isCloseTo(Math.expm1(0.15), within(1e-12));
    }

    @Test
    void aSignificantEffectHasAnIntervalWithout0() {
        AdjustedInterval interval = AdjustedInterval.of(estimate(0.1, List.of(0.05, 0.11, 0.2, 0.3)), 0.01, true);

        assertThat(interval.low()).isPositive();
    }

    @Test
    void anIntervalThatIsHardlyBoundedIsFinite() {
        AdjustedInterval interval = AdjustedInterval.of(estimate(0, List.of(5.0, 50.0, 500.0, 5000.0)), 0.0001, false);

        assertThat(interval.high()).isFinite().isGreaterThan(1e100);
        assertThat(interval.low()).isEqualTo(-1);
    }

    @Test
    void theLevelOfExclusionIsThatAtWhichAnEndIsTheMaterialEffect() {
        EffectEstimate estimate = estimate(0, List.of(0.01, 0.02, 0.03, 0.04));

        assertThat(AdjustedInterval.levelOfExclusion(estimate, Math.expm1(0.02)))
                .isCloseTo(0.01, within(1e-3));
        assertThat(AdjustedInterval.levelOfExclusion(estimate, 0.001)).isEqualTo(1);
        assertThat(AdjustedInterval.levelOfExclusion(estimate, 1)).isZero();
    }
}
