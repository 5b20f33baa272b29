package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyScaleTest {

    /** A normal kernel of one and a half hours, on a circle of 24, not farther than six. */
    private static double kernel(int hour, int other) {
        int apart = Math.min(Math.floorMod(hour - other, 24), Math.floorMod(other - hour, 24));
        return apart > 6 ? 0 : Math.exp(-0.5 * Math.pow(apart / 1.5, 2));
    }

    /** The mean of all misses but one, each weighed by the kernel, and of four times {@code overlap} plain means. */
    private static double usual(double[] sizes, int[] hours, double overlap, int hour, int without) {
        double sum = 0;
        double weights = 0;
        double all = 0;
        int count = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (i != without) {
                sum += kernel(hour, hours[i]) * sizes[i];
                weights += kernel(hour, hours[i]);
                all += sizes[i];
                count++;
            }
        }
        return (sum + 4 * overlap * all / count) / (weights + 4 * overlap);
    }

    @Property(tries = 200)
    void whatIsUsualIsASmoothedMeanDrawnToThatOfAllHours(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int count,
            @ForAll @DoubleRange(min = 1, max = 10) double overlap) {
        Random random = new Random(seed);
        double[] sizes = random.doubles(count, 0, 3).toArray();
        int[] hours = random.ints(count, 0, 24).toArray();
        DailyScale scale = new DailyScale(sizes, hours, count, overlap);
        for (int hour = 0; hour < 24; hour++) {
            assertThat(scale.at(hour)).isCloseTo(usual(sizes, hours, overlap, hour, -1), within(1e-12));
        }
    }

    @Property(tries = 200)
    void aMissIsPutInUnitsOfWhatIsUsualWithoutIt(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 200) int count,
            @ForAll @DoubleRange(min = 1, max = 10) double overlap) {
        Scratch.begin();
        Random random = new Random(seed);
        double[] sizes = random.doubles(count, 0, 3).toArray();
        int[] hours = random.ints(count, 0, 24).toArray();
        sizes[count / 2] *= 100;
        double[] relative = new DailyScale(sizes, hours, count, overlap).relative(sizes, hours);

        assertThat(relative).hasSize(count);
        for (int i = 0; i < count; i++) {
            double least = 0.1 * usual(sizes, hours, overlap, hours[i], -1);
            double expected = sizes[i] / Math.max(least, usual(sizes, hours, overlap, hours[i], i));
            assertThat(relative[i]).isCloseTo(expected, within(1e-9 * expected));
        }
    }

    @Test
    void oneLargeMissAmongManySmallOnesIsHeldDownToTenTimesTheUsual() {
        Scratch.begin();
        double[] sizes = new double[50];
        int[] hours = new int[50];
        sizes[7] = 1;
        DailyScale scale = new DailyScale(sizes, hours, 50, 1);

        // All are of one hour, so the usual is a fiftieth, with it; without it there would be none.
        assertThat(scale.at(0)).isCloseTo(0.02, within(1e-15));
        assertThat(scale.relative(sizes, hours)[7]).isCloseTo(1 / 0.002, within(1e-9));
    }

    @Test
    void onlySoManyAsAreSaidAreRead() {
        double[] sizes = {1, 3, 1000};
        int[] hours = {5, 5, 5};

        assertThat(new DailyScale(sizes, hours, 2, 1).at(5)).isCloseTo(2, within(1e-15));
    }

    @Test
    void theDayIsACircle() {
        double[] sizes = {8, 1};
        int[] hours = {23, 12};
        DailyScale scale = new DailyScale(sizes, hours, 2, 1);

        assertThat(scale.at(0)).isCloseTo(scale.at(22), within(1e-12)).isGreaterThan(scale.at(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 24, 48, 96, 1440})
    void hoursAreTwentyFourthsOfTheDayHoweverManyStepsItHas(int day) {
        int before = 40 * day + day / 3;
        EffectQuestion question = EffectQuestion.complete(before, before, Math.max(1, day / 4), day);
        for (int stride : new int[] {1, 5, day, 2 * day + 1}) {
            Grid grid = new Grid(stride, 1, 300, 300, 7 * day, 7 * day);
            int[] expected = new int[300];
            Arrays.setAll(expected, i -> {
                long middleOfStep = 2L * Math.floorMod(before - (long) i * stride, day) + 1;
                return Math.toIntExact(24 * middleOfStep / (2L * day));
            });
            assertThat(DailyScale.hours(question, grid)).isEqualTo(expected);
        }
    }
}
