package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final int CHANGE = 40;
    private static final int LENGTH = 4;

    /** A point every 5 steps; of 9 points the last begins at step 0. */
    private static final Grid GRID = new Grid(5, 1, 12, 3, 7, 7);

    private static final EffectQuestion QUESTION = EffectQuestion.complete(CHANGE, CHANGE, LENGTH, 5);

    private final double[] some = new double[CHANGE + LENGTH];
    private final double[] all = new double[CHANGE + LENGTH];

    @BeforeEach
    void fill() {
        Scratch.begin();
        for (int i = 0; i < some.length; i++) {
            some[i] = 1 + i % 7;
            all[i] = 10 + i % 3;
        }
    }

    private static double ratio(double[] above, double[] below, int from, int length, double added) {
        return (Arrays.stream(above, from, from + length).sum() + added)
                / Arrays.stream(below, from, from + length).sum();
    }

    private Windows alone() {
        return Windows.of(KpiSeries.ofRatio(some, all), null, QUESTION, GRID);
    }

    @Test
    void pointsAreStridesApartAndEndWithTheSeries() {
        Levels after = alone().after();

        assertThat(after.known()).isEqualTo(9);
        assertThat(after.shift()).isZero();
        assertThat(after.complete()).isTrue();
        for (int i = 0; i < 9; i++) {
            assertThat(after.values()[i]).isCloseTo(ratio(some, all, CHANGE - 5 * i, LENGTH, 0), within(1e-14));
        }
    }

    @Test
    void windowsThatWouldBeginBeforeTheSeriesAreNotKnown() {
        Windows windows = alone();

        assertThat(windows.levels(GRID, CHANGE, -1, 1).known()).isEqualTo(8);
        assertThat(windows.levels(GRID, 4, 0, 1).known()).isEqualTo(1);
        assertThat(windows.levels(GRID, -1, 0, 1).known()).isZero();
        assertThat(windows.levels(GRID, -30, 0, 1).known()).isZero();
        assertThat(windows.levels(new Grid(5, 1, 6, 3, 7, 7), CHANGE, 0, LENGTH).known())
                .as("points of the grid")
                .isEqualTo(6);
    }

    @Test
    void aComparisonIsDividedBy() {
        double[] others = new double[some.length];
        Arrays.setAll(others, i -> 2 + i % 5);
        Levels after = Windows.of(KpiSeries.ofRatio(some, all), KpiSeries.ofRatio(others, all), QUESTION, GRID)
                .after();
        for (int i = 0; i < after.known(); i++) {
            int from = CHANGE - 5 * i;
            assertThat(after.values()[i])
                    .isCloseTo(ratio(some, all, from, LENGTH, 0) / ratio(others, all, from, LENGTH, 0), within(1e-14));
        }
    }

    @Test
    void aGapInEitherIsAGap() {
        double[] gapped = all.clone();
        Arrays.fill(gapped, CHANGE - 10, CHANGE - 6, 0);
        KpiSeries whole = KpiSeries.ofRatio(some, all);
        KpiSeries gap = KpiSeries.ofRatio(some, gapped);
        for (Windows windows :
                new Windows[] {Windows.of(whole, gap, QUESTION, GRID), Windows.of(gap, whole, QUESTION, GRID)}) {
            assertThat(windows.after().complete()).isFalse();
            assertThat(windows.after().values()[1]).isNotNaN();
            assertThat(windows.after().values()[2]).isNaN();
            assertThat(windows.added()).isZero();
        }
    }

    @Test
    void ifOneWindowIsEmptyHalfAUnitIsAddedToAll() {
        Arrays.setAll(some, i -> 6 + 2 * (i % 3));
        Arrays.fill(some, CHANGE - 10, CHANGE - 6, 0);
        some[CHANGE - 1] = 4; // the smallest before the change
        some[CHANGE] = 1;
        Windows windows = alone();

        assertThat(windows.added()).isEqualTo(2);
        assertThat(windows.after().complete()).isTrue();
        for (int i = 0; i < 9; i++) {
            assertThat(windows.after().values()[i])
                    .isCloseTo(ratio(some, all, CHANGE - 5 * i, LENGTH, 2), within(1e-14));
        }
        assertThat(windows.levels(GRID, CHANGE, -1, 1).values()[0])
                .as("of any length")
                .isCloseTo(6 / all[CHANGE - 1], within(1e-14));
    }

    @Test
    void anEmptyWindowBetweenThePointsAddsNothing() {
        some[CHANGE - 1] = 0;

        assertThat(alone().added()).isZero();
        assertThat(alone().after().complete()).isTrue();
    }

    @Test
    void eachOfTwoHasItsOwnHalfUnit() {
        double[] others = new double[some.length];
        Arrays.fill(others, 8);
        Arrays.fill(others, CHANGE, CHANGE + LENGTH, 0);
        Windows windows = Windows.of(KpiSeries.ofRatio(some, all), KpiSeries.ofRatio(others, all), QUESTION, GRID);

        assertThat(windows.added()).isZero();
        assertThat(windows.after().values()[0])
                .isCloseTo(ratio(some, all, CHANGE, LENGTH, 0) / ratio(others, all, CHANGE, LENGTH, 4), within(1e-14));
    }

    @Test
    void aKpiVariesIfTwoStepsBeforeTheChangeDiffer() {
        Arrays.fill(all, 10);
        Arrays.fill(some, 3);
        some[CHANGE] = 4;
        assertThat(alone().varies(CHANGE)).isFalse();
        assertThat(alone().varies(CHANGE + 1)).isTrue();
        some[20] = 6;
        all[20] = 20;
        assertThat(alone().varies(CHANGE)).as("six of twenty are three of ten").isFalse();
        some[0] = 0;
        all[0] = 0;
        assertThat(alone().varies(CHANGE)).as("a gap").isFalse();
        some[30] = 0;
        assertThat(alone().varies(CHANGE)).isTrue();
    }

    @Test
    void theFirstStepCountsToo() {
        Arrays.fill(all, 10);
        Arrays.fill(some, 3);
        some[0] = 4;
        assertThat(alone().varies(CHANGE)).isTrue();
    }

    @Test
    void roundingIsNoVariation() {
        Arrays.fill(all, 1);
        Arrays.fill(some, 30);
        some[7] = 30 * (1 + 5e-10);
        assertThat(alone().varies(CHANGE)).isFalse();
        some[7] = 30 * (1 + 5e-9);
        assertThat(alone().varies(CHANGE)).isTrue();
    }
}
