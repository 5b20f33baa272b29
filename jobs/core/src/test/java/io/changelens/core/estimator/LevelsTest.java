package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LevelsTest {

    private static final double GAP = Double.NaN;

    @BeforeEach
    void begin() {
        Scratch.begin();
    }

    private static Grid grid(int rows, int week, int season) {
        return new Grid(1, 1, rows, rows, week, season);
    }

    /** One row, the same window in earlier weeks one point apart. */
    private static double middle(double... earlierWeeks) {
        double[] values = DoubleStream.concat(DoubleStream.of(7), Arrays.stream(earlierWeeks))
                .toArray();
        boolean complete = Arrays.stream(values).noneMatch(Double::isNaN);
        double middle = new Levels(values, 0, values.length, complete).middles(grid(1, 1, 1), null)[0];
        if (complete) {
            assertThat(new Levels(values, 0, values.length, false).middles(grid(1, 1, 1), null)[0])
                    .as("the same if a gap were somewhere else")
                    .isCloseTo(middle, within(1e-12));
        }
        return middle;
    }

    @Test
    void ofThreeAndFourWeeksTheMiddleIsTheMedian() {
        assertThat(middle(2, 1000, 1)).isCloseTo(2, within(1e-12));
        assertThat(middle(8, 1000, 1, 2)).isCloseTo(4, within(1e-12)); // the geometric mean of 2 and 8
    }

    @Test
    void ofFewerItIsTheGeometricMean() {
        assertThat(middle(2, 8)).isCloseTo(4, within(1e-12));
        assertThat(middle(5)).isEqualTo(5);
        assertThat(middle()).isNaN();
    }

    @Test
    void aFifthWeekDoesNotCount() {
        assertThat(middle(1, 1, 1, 1, 1000)).isEqualTo(1);
        assertThat(middle(GAP, GAP, GAP, GAP, 1000)).isNaN();
    }

    @Test
    void weeksThatSayNothingAreLeftOut() {
        assertThat(middle(GAP, 3, 1, 1000)).isCloseTo(3, within(1e-12));
        assertThat(middle(2, GAP, 8)).isCloseTo(4, within(1e-12));
        assertThat(middle(GAP, GAP, GAP, 6)).isCloseTo(6, within(1e-12));
    }

    @Property(tries = 500)
    void middlesAreThoseOfAPlainLoop(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 8) int week,
            @ForAll @IntRange(min = 1, max = 3) int weeksOfSeason,
            @ForAll @IntRange(max = 80) int known,
            @ForAll boolean gaps) {
        Scratch.begin();
        Random random = new Random(seed);
        int shift = random.nextInt(3);
        double[] values = random.doubles(shift + known, 0.5, 2).toArray();
        for (int i = 0; gaps && i < values.length; i++) {
            values[i] = random.nextInt(3) == 0 ? GAP : values[i];
        }
        int season = weeksOfSeason * week;
        int[] counts = new int[rows];
        double[] middles = new Levels(values, shift, known, !gaps).middles(grid(rows, week, season), counts);
        for (int i = 0; i < rows; i++) {
            int point = i;
            double[] found = IntStream.range(0, 4)
                    .map(w -> point + season + w * week)
                    .filter(p -> p < known)
                    .mapToDouble(p -> values[shift + p])
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            int n = found.length;
            assertThat(counts[i]).isEqualTo(n);
            double expected = n == 0 ? GAP : Math.sqrt(found[(n - 1) / 2] * found[n / 2]);
            assertThat(middles).hasSize(rows);
            if (n == 0) {
                assertThat(middles[i]).isNaN();
            } else {
                assertThat(middles[i]).isCloseTo(expected, within(1e-14));
            }
        }
    }

    @Test
    void earlierPointsAreTheSameShifted() {
        Levels levels = new Levels(new double[] {1, 2, 4, 8, 16}, 1, 4, true);
        Levels earlier = levels.earlier(1).earlier(2);

        assertThat(earlier.known()).isEqualTo(1);
        assertThat(earlier.over(new double[] {1, 1}, new double[2])).containsExactly(Math.log(16), GAP);
        assertThat(levels.earlier(9).known()).isZero();
    }

    @Test
    void aLevelIsPutOverWhatItIsComparedWith() {
        Levels levels = new Levels(new double[] {9, 6, GAP, 5}, 1, 2, false);

        assertThat(levels.over(new double[] {2, 2, 2}, new double[3]))
                .containsExactly(new double[] {Math.log(3), GAP, GAP}, within(1e-15));
        assertThat(levels.over(new double[] {GAP}, new double[1])).containsExactly(GAP);
    }

    @Test
    void theComparedMayReceiveTheLogarithms() {
        double[] with = {2, 3, 5};

        assertThat(new Levels(new double[] {6, 3, 5}, 0, 3, true).over(with, with))
                .isSameAs(with)
                .containsExactly(new double[] {Math.log(3), 0, 0}, within(1e-15));
    }
}
