package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KpiWindowTest {

    private static KpiWindow of(double[]... minutes) {
        KpiWindow window = new KpiWindow();
        for (double[] minute : minutes) {
            window.add(minute[0], minute[1]);
        }
        return window;
    }

    private static double[] minute(double numerator, double denominator) {
        return new double[] {numerator, denominator};
    }

    private static KpiWindow alike(int minutes, double numerator, double denominator) {
        KpiWindow window = new KpiWindow();
        for (int i = 0; i < minutes; i++) {
            window.add(numerator, denominator);
        }
        return window;
    }

    @Test
    void theRatioIsThatOfTheSums() {
        KpiWindow window = of(minute(1, 2), minute(9, 10), minute(5, 0));

        assertThat(window.minutes())
                .as("one without a denominator says nothing")
                .isEqualTo(2);
        assertThat(window.ratio()).isEqualTo(10 / 12.0);
        assertThat(new KpiWindow().ratio()).isNaN();
    }

    @Test
    void halfAnEventIsAddedToCounts() {
        KpiWindow window = of(minute(3, 4), minute(4, 6));

        assertThat(window.rest(1)).isCloseTo(3.5 / 11, within(1e-12));
        assertThat(window.rest(10)).as("a unit is ten events").isCloseTo(30.5 / 101, within(1e-12));
        assertThat(window.rate()).isCloseTo(0.75, within(1e-12));
        assertThat(window.log()).isCloseTo(Math.log(0.7), within(1e-12));
        assertThat(of(minute(0, 10)).log()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void minutesThatAreAlikeDoNotVary() {
        KpiWindow window = alike(10, 4, 10);

        assertThat(window.variance()).isCloseTo(0, within(1e-12));
        assertThat(window.excessOfShare()).isCloseTo(0, within(1e-12));
        assertThat(window.excessOfRate()).isCloseTo(0, within(1e-12));
    }

    @Test
    void minutesThatDifferVaryByTheirDistanceFromTheRatio() {
        // The ratio is 20; minutes of 10 are 100 off either way: (2 100^2 / 20^2) 2 / (2 - 1) = 100.
        KpiWindow window = of(minute(100, 10), minute(300, 10));

        assertThat(window.variance()).isCloseTo(100, within(1e-9));
        assertThat(window.logVariance()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void theVarianceOfOneMinuteIsUnknown() {
        assertThat(of(minute(500, 1000)).variance()).isNaN();
        assertThat(of(minute(500, 1000)).logVariance()).isEqualTo(0.25);
        assertThat(of(minute(500, 1000)).excessOfShare()).isZero();
        assertThat(of(minute(500, 1000)).excessOfRate()).isZero();
        assertThat(alike(10, 0, 10).logVariance()).isEqualTo(0.25);
    }

    @Property(tries = 300)
    void minutesThatVaryByCountingAloneHaveLittleExcess(@ForAll long seed) {
        Random random = new Random(seed);
        KpiWindow window = new KpiWindow();
        for (int i = 0; i < 200; i++) {
            int worked = 0;
            for (int n = 0; n < 100; n++) {
                worked += random.nextDouble() < 0.8 ? 1 : 0;
            }
            window.add(worked, 100);
        }
        // Counting varies the log odds of a minute by 1 / (100 * 0.8 * 0.2).
        assertThat(window.excessOfShare()).isLessThan(0.5 / 16);
    }

    @Property(tries = 100)
    void theEventsBehindAnAveragedShareFollowFromItsVariance(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int of) {
        Random random = new Random(seed);
        KpiWindow window = new KpiWindow();
        for (int i = 0; i < 2000; i++) {
            int worked = 0;
            for (int n = 0; n < of; n++) {
                worked += random.nextDouble() < 0.8 ? 1 : 0;
            }
            window.add((double) worked / of, 1);
        }
        assertThat(window.eventsPerUnit(10)).isCloseTo(of, within(0.2 * of));
        assertThat(alike(60, 1, 1).eventsPerUnit(10)).isEqualTo(10);
    }

    @Test
    void aRatioBeyondOneIsNoShare() {
        assertThat(of(minute(0, 1), minute(1, 1)).isShare()).isTrue();
        assertThat(of(minute(0, 1), minute(1.1, 1)).isShare()).isFalse();
        assertThat(of(minute(-0.1, 1)).isShare()).isFalse();
    }
}
