package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Insufficient;
import io.changelens.schemas.Direction;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        "true,   0.02,  0.10, HIGHER_IS_BETTER, IMPROVED",
        "true,   0.02,  0.10, LOWER_IS_BETTER,  DEGRADED",
        "true,  -0.10, -0.02, HIGHER_IS_BETTER, DEGRADED",
        "true,  -0.10, -0.02, LOWER_IS_BETTER,  IMPROVED",
        "true,   0.01,  0.04, HIGHER_IS_BETTER, IMPROVED",
        "false, -0.05,  0.05, HIGHER_IS_BETTER, NO_MATERIAL_EFFECT",
        "false, -0.05,  0.05, LOWER_IS_BETTER,  NO_MATERIAL_EFFECT",
        "false, -0.05,  0.06, HIGHER_IS_BETTER, HARM_RULED_OUT",
        "false, -0.05,  0.06, LOWER_IS_BETTER,  BENEFIT_RULED_OUT",
        "false, -0.06,  0.05, HIGHER_IS_BETTER, BENEFIT_RULED_OUT",
        "false, -0.06,  0.05, LOWER_IS_BETTER,  HARM_RULED_OUT",
        "false, -0.06,  0.06, HIGHER_IS_BETTER, INCONCLUSIVE",
        "false, -0.06,  0.06, LOWER_IS_BETTER,  INCONCLUSIVE"
    })
    void aVerdictFollowsSignificanceThenWhatTheIntervalExcludes(
            boolean significant, double low, double high, Direction direction, Verdict verdict) {
        EffectEstimate estimate = new EffectEstimate(
                null,
                List.of(EstimationStep.PLACEBO_REGRESSION),
                9,
                new Levels(1, 1),
                new Difference((low + high) / 2, low, high, 0.01),
                new Sums(1, 1));

        assertThat(Verdict.of(estimate, significant, new AdjustedInterval(low, high), direction, 0.05))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"HIGHER_IS_BETTER", "LOWER_IS_BETTER"})
    void tooLittleIsNoVerdict(Direction direction) {
        EffectEstimate estimate = EffectEstimate.insufficient(Insufficient.NEVER_VARIED.with());

        assertThat(Verdict.of(estimate, false, AdjustedInterval.NONE, direction, 0.05))
                .isEqualTo(Verdict.INSUFFICIENT_DATA);
    }
}
