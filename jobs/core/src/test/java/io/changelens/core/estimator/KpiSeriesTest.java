package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KpiSeriesTest {

    private static final double GAP = Double.NaN;

    private static double[] ratios(
            KpiSeries series, int count, int from, int stride, int week, int steps, double added) {
        double[] ratios = new double[count];
        boolean complete = series.ratios(ratios, count, WindowStarts.every(stride, from), week, steps, added);
        assertThat(complete).isEqualTo(Arrays.stream(ratios).noneMatch(Double::isNaN));
        return ratios;
    }

    /** Windows side by side, the first step of each last; so many of its steps have data. */
    private static KpiSeries covered(int steps, int... withData) {
        double[] values = new double[steps * withData.length];
        for (int i = 0; i < values.length; i++) {
            int window = withData.length - 1 - i / steps;
            values[i] = i % steps < withData[window] ? 5 : GAP;
        }
        return KpiSeries.ofValues(values);
    }

    private static double[] sideBySide(int steps, int week, int... withData) {
        KpiSeries series = covered(steps, withData);
        return ratios(series, withData.length, series.length() - steps, steps, week, steps, 0);
    }

    @Property(tries = 200)
    void aWindowIsTheSumAboveTheLineOverTheSumBelow(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int stride,
            @ForAll @IntRange(min = 1, max = 12) int steps,
            @ForAll @IntRange(max = 2) int added) {
        Random random = new Random(seed);
        double[] numerators = random.doubles(80, 1, 5).toArray();
        double[] denominators = random.doubles(80, 1, 9).toArray();
        int from = 80 - steps - random.nextInt(5);
        int count = from / stride + 1;
        double[] ratios = ratios(KpiSeries.ofRatio(numerators, denominators), count, from, stride, 3, steps, added);
        for (int i = 0; i < count; i++) {
            double above = added;
            double below = 0;
            for (int step = from - i * stride; step < from - i * stride + steps; step++) {
                above += numerators[step];
                below += denominators[step];
            }
            assertThat(ratios[i]).isCloseTo(above / below, within(1e-12));
        }
    }

    @Test
    void plainValuesAreAveragedWithoutTheirGaps() {
        KpiSeries series = KpiSeries.ofValues(new double[] {2, GAP, 4, 9});

        assertThat(ratios(series, 1, 0, 1, 1, 3, 0)).containsExactly(3);
        assertThat(series.numerator(0, 4)).isEqualTo(15);
        assertThat(series.denominator(0, 4)).isEqualTo(3);
    }

    @Test
    void aWindowWithHalfOfItsUsualDataSaysSomethingAndOneWithLessDoesNot() {
        assertThat(sideBySide(4, 1, 4, 2, 1, 0)).containsExactly(5, 5, GAP, GAP);
    }

    @Test
    void whatIsUsualIsToldByThePlaceInTheWeek() {
        // Two windows a week: those at even places have four steps with data, those at odd ones never more than one.
        assertThat(sideBySide(4, 2, 4, 1, 1, 1, 2, 0)).containsExactly(5, 5, GAP, 5, 5, GAP);
    }

    @Test
    void whereLittleHappensChanceIsLeftFewerSteps() {
        // Of 12 in 16, half is 6 and two standard deviations are 2 sqrt(12 / 4) = 3.46: more than 2 are needed.
        assertThat(sideBySide(16, 1, 12, 3, 2)).containsExactly(5, 5, GAP);
        // Of 9 in 16, half is 4.5 and two standard deviations are 2 sqrt(9 * 7 / 16) = 3.97: one is enough.
        assertThat(sideBySide(16, 1, 9, 1, 0)).containsExactly(5, 5, GAP);
    }

    @Test
    void nothingAboveTheLineHasNoLogarithm() {
        KpiSeries series = KpiSeries.ofRatio(new double[] {0, 3}, new double[] {4, 6});

        assertThat(ratios(series, 2, 1, 1, 1, 1, 0)).containsExactly(0.5, GAP);
        assertThat(ratios(series, 2, 1, 1, 1, 1, 0.5)).containsExactly(3.5 / 6, 0.5 / 4);
    }

    @Test
    void nothingBelowTheLineSaysNothing() {
        KpiSeries series = KpiSeries.ofRatio(new double[] {2, 3}, new double[] {0, 6});

        assertThat(ratios(series, 2, 1, 1, 1, 1, 0)).containsExactly(0.5, GAP);
    }

    @Test
    void emptyIsAWindowWithDataAndNothingAboveTheLine() {
        KpiSeries series = KpiSeries.ofRatio(new double[] {0, 0, 1, 0, 1, 0}, new double[] {0, 0, 5, 5, 5, 0});

        assertThat(series.hasEmpty(1, WindowStarts.every(1, 3), 1)).isTrue();
        assertThat(series.hasEmpty(1, WindowStarts.every(1, 5), 1)).as("a gap").isFalse();
        assertThat(series.hasEmpty(3, WindowStarts.every(2, 4), 2))
                .as("[4, 6), [2, 4) and a gap")
                .isFalse();
        assertThat(series.hasEmpty(2, WindowStarts.every(2, 5), 1))
                .as("5 and 3")
                .isTrue();
        assertThat(series.hasEmpty(0, WindowStarts.every(1, 3), 1)).isFalse();
    }

    @Test
    void theSmallestIsOfTheStepsBeforeAndNotNothing() {
        KpiSeries series = KpiSeries.ofRatio(new double[] {0, 6, 4, 2}, new double[] {1, 1, 1, 1});

        assertThat(series.smallest(3)).isEqualTo(4);
        assertThat(series.smallest(4)).isEqualTo(2);
        assertThat(series.smallest(1)).as("all are 0").isEqualTo(1);
        assertThat(series.smallest(0)).as("there are none").isEqualTo(1);
        assertThat(KpiSeries.ofValues(new double[] {3, 0.25}).smallest(2)).isEqualTo(0.25);
    }

    @Test
    void onlyARatioCountsWhatIsBelowTheLine() {
        double[] some = {3, 1};
        double[] all = {5, 5};

        assertThat(KpiSeries.ofRatio(some, all).counted(0, 2)).isEqualTo(10);
        assertThat(KpiSeries.ofRatio(some, all).counts(0, 2)).isEqualTo(new Counts(4, 10));
        assertThat(KpiSeries.ofMeans(some, all).counted(0, 2)).isInfinite();
        assertThat(KpiSeries.ofMeans(some, all).counts(0, 2)).isNull();
        assertThat(KpiSeries.ofValues(some).counts(0, 2)).isNull();
    }

    @Test
    void aMeanThatCannotBeIsRefused() {
        assertThatThrownBy(() -> KpiSeries.ofMeans(new double[] {1, -1}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("numerator of step 1 is -1.0; it must be 0 or more");
        assertThatThrownBy(() -> KpiSeries.ofValues(new double[] {Double.POSITIVE_INFINITY}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value of step 0 is Infinity; it must be 0 or more");
    }
}
