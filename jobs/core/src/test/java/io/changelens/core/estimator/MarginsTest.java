package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class MarginsTest {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final Margins OF_NORMAL = Margins.of(level -> NORMAL.inverseSurvivalProbability(level / 2), 2);

    @Test
    void marginsAreExactAtTheirLevelsAndCloseBetweenAndBeyondThem() {
        for (double level : Margins.LEVELS) {
            assertThat(OF_NORMAL.at(level)).isCloseTo(NORMAL.inverseSurvivalProbability(level / 2), within(1e-12));
        }
        for (double level : List.of(0.04, 0.015, 0.007, 0.003, 0.001, 0.0002)) {
            assertThat(OF_NORMAL.at(level)).isCloseTo(NORMAL.inverseSurvivalProbability(level / 2), within(0.02));
        }
        assertThat(OF_NORMAL.at(0.00003)).isCloseTo(NORMAL.inverseSurvivalProbability(0.000015), within(0.1));
    }

    @Property
    void levelAndMarginAreInverse(@ForAll @DoubleRange(min = 0.01, max = 8) double times) {
        double level = 0.05 * Math.exp(-times);

        assertThat(OF_NORMAL.levelOf(OF_NORMAL.at(level))).isCloseTo(level, within(1e-9));
    }

    @Test
    void aMarginThatIsTooNarrowAtTheFirstLevelHasNone() {
        assertThat(OF_NORMAL.levelOf(1.95)).isEqualTo(1);
        assertThat(OF_NORMAL.levelOf(Double.POSITIVE_INFINITY)).isZero();
    }

    @Test
    void marginsNeverShrinkWithTheLevel() {
        Margins margins = Margins.of(level -> level > 0.01 ? 1 : 0.5, 1);

        assertThat(margins.known()).isSorted();
        assertThat(margins.at(0.0001)).isEqualTo(1);
        assertThat(margins.levelOf(1)).isBetween(0.0, 0.05);
    }
}
