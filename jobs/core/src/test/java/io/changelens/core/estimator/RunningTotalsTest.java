package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunningTotalsTest {

    private static RunningTotals of(double... numerators) {
        RunningTotals totals = new RunningTotals(0, 1);
        for (double numerator : numerators) {
            totals.add(numerator, 1);
        }
        return totals;
    }

    @Property(tries = 100)
    void windowsOfWholeNumbersAreExactlyTheirSumsHoweverItGrewAndWasCut(
            @ForAll long seed, @ForAll @IntRange(max = 20) int room) {
        Random random = new Random(seed);
        RunningTotals totals = new RunningTotals(room, 1);
        List<double[]> steps = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            double[] step = {random.nextInt(1 << 30), random.nextInt(1 << 30)};
            totals.add(step[0], step[1]);
            steps.add(step);
            if (random.nextInt(20) == 0) {
                int left = random.nextInt(steps.size() + 3);
                totals.cut(left);
                steps.subList(Math.min(left, steps.size()), steps.size()).clear();
            }
        }
        assertThat(totals.length()).isEqualTo(steps.size());

        int begin = random.nextInt(steps.size() + 1);
        int end = begin + random.nextInt(steps.size() - begin + 1);
        KpiSeries series = totals.series(begin, end);
        assertThat(series.length()).isEqualTo(end - begin);
        for (int from = 0; from <= series.length(); from++) {
            double numerator = 0;
            double denominator = 0;
            for (int to = from; to <= series.length(); to++) {
                assertThat(series.numerator(from, to)).isEqualTo(numerator);
                assertThat(series.denominator(from, to)).isEqualTo(denominator);
                if (to < series.length()) {
                    numerator += steps.get(begin + to)[0];
                    denominator += steps.get(begin + to)[1];
                }
            }
        }
    }

    @Test
    void itGrowsBeyondTheRoomItWasGiven() {
        RunningTotals totals = new RunningTotals(2, 1);
        for (int i = 0; i < 5000; i++) {
            totals.add(1, 2);
        }

        assertThat(totals.series(1, 4999).numerator(0, 4998)).isEqualTo(4998);
        assertThat(totals.series(0, 5000).denominator(4999, 5000)).isEqualTo(2);
    }

    @Test
    void whatComesAfterACutReplacesWhatWasCut() {
        RunningTotals totals = of(1, 2, 4, 8);
        totals.cut(2);
        totals.add(100, 1);

        assertThat(totals.length()).isEqualTo(3);
        assertThat(totals.series(0, 3).numerator(1, 3)).isEqualTo(102);
    }

    @Test
    void cuttingBeyondTheEndTakesNothingAway() {
        RunningTotals totals = of(1, 2);
        totals.cut(7);

        assertThat(totals.length()).isEqualTo(2);
    }

    @Test
    void stepsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> of(1, 2).series(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> of(1, 2).series(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        RunningTotals cut = of(1, 2, 3);
        cut.cut(1);
        assertThatThrownBy(() -> cut.series(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aStepWithNothingBelowTheLineHasNoData() {
        RunningTotals totals = new RunningTotals(3, 1);
        totals.add(0, 5);
        totals.add(0, 0);
        totals.add(0, 5);
        KpiSeries series = totals.series(0, 3);

        assertThat(series.hasEmpty(1, WindowStarts.every(1, 0), 1)).isTrue();
        assertThat(series.hasEmpty(1, WindowStarts.every(1, 1), 1)).isFalse();
        assertThat(series.hasEmpty(1, WindowStarts.every(1, 2), 1)).isTrue();
    }

    @Test
    void theUnitSaysHowManyWereCounted() {
        RunningTotals millionths = new RunningTotals(1, 1e6);
        millionths.add(3e6, 4e6);
        RunningTotals uncounted = new RunningTotals(1, 0);
        uncounted.add(3, 4);

        assertThat(millionths.series(0, 1).counts(0, 1)).isEqualTo(new Counts(3, 4));
        assertThat(millionths.series(0, 1).counted(0, 1)).isEqualTo(4);
        assertThat(uncounted.series(0, 1).counts(0, 1)).isNull();
        assertThat(uncounted.series(0, 1).counted(0, 1)).isInfinite();
    }
}
