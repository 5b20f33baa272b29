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
    void aLevelIsALogarithmWithHalfAnEventAdded() {
        KpiWindow window = of(minute(3, 4), minute(4, 6));

        assertThat(window.level(KpiKind.SHARE)).isCloseTo(Math.log(7.5 / 3.5), within(1e-12));
        assertThat(window.level(KpiKind.RATE)).isCloseTo(Math.log(7.5 / 10), within(1e-12));
        assertThat(window.level(KpiKind.MEAN)).isCloseTo(Math.log(7.0 / 10), within(1e-12));
    }

    @Test
    void ofNothingCountsHaveALevelAndSumsDoNot() {
        KpiWindow none = of(minute(0, 10));

        assertThat(none.level(KpiKind.SHARE)).isCloseTo(Math.log(0.5 / 10.5), within(1e-12));
        assertThat(none.level(KpiKind.RATE)).isCloseTo(Math.log(0.05), within(1e-12));
        assertThat(none.level(KpiKind.MEAN)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new KpiWindow().level(KpiKind.MEAN)).isNaN();
    }

    @Test
    void minutesThatAreAlikeVaryByCountingAlone() {
        KpiWindow window = alike(10, 4, 10);

        assertThat(window.variance(KpiKind.SHARE)).isCloseTo(1 / 40.5 + 1 / 60.5, within(1e-12));
        assertThat(window.variance(KpiKind.RATE)).isCloseTo(1 / 40.5, within(1e-12));
        assertThat(window.variance(KpiKind.MEAN)).isCloseTo(0, within(1e-12));
        assertThat(window.ofAMinute(KpiKind.SHARE)).isCloseTo(0, within(1e-12));
    }

    @Test
    void minutesThatDifferVaryByTheirDistanceFromTheRatio() {
        // The ratio is 20; minutes of 10 are 100 off either way: (2 100^2 / 20^2) 2 / (2 - 1) = 100 of the ratio, and
        // its logarithm has 100 / 20^2.
        KpiWindow window = of(minute(100, 10), minute(300, 10));

        assertThat(window.variance(KpiKind.MEAN)).isCloseTo(0.25, within(1e-12));
        assertThat(window.ofAMinute(KpiKind.MEAN)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void halfAnEventIsAddedToTheSlopeToo() {
        // The ratio is a half; minutes are 3 off either way: (2 3^2 / 20^2) 2 / (2 - 1) = 0.09.
        KpiWindow window = of(minute(2, 10), minute(8, 10));
        double ofLogOdds = 400 / (10.5 * 10.5);

        assertThat(window.variance(KpiKind.SHARE)).isCloseTo(0.09 * ofLogOdds * ofLogOdds, within(1e-12));
        assertThat(window.variance(KpiKind.RATE)).isCloseTo(0.09 * 400 / (10.5 * 10.5), within(1e-12));
    }

    @Property(tries = 300)
    void aVarianceIsThatOfARatioOfSumsOnItsKindsScale(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int minutes, @ForAll KpiKind kind) {
        Random random = new Random(seed);
        KpiWindow window = new KpiWindow();
        double[] numerators = new double[minutes];
        double[] denominators = new double[minutes];
        for (int i = 0; i < minutes; i++) {
            denominators[i] = 2000 + random.nextInt(2000);
            numerators[i] = random.nextInt((int) denominators[i]);
            window.add(numerators[i], denominators[i]);
        }
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < minutes; i++) {
            numerator += numerators[i];
            denominator += denominators[i];
        }
        double ratio = numerator / denominator;
        double ofRatio = 0;
        for (int i = 0; i < minutes; i++) {
            double off = (numerators[i] - ratio * denominators[i]) / denominator;
            ofRatio += off * off * minutes / (minutes - 1);
        }
        double slope = kind == KpiKind.SHARE ? 1 / (ratio * (1 - ratio)) : 1 / ratio;
        double counting = switch (kind) {
            case SHARE -> 1 / numerator + 1 / (denominator - numerator);
            case RATE -> 1 / numerator;
            case MEAN -> 0;
        };
        double expected = Math.max(counting, ofRatio * slope * slope);

        // Half an event moves either by no more than a hundredth where there are hundreds.
        assertThat(window.variance(kind)).isCloseTo(expected, within(0.02 * expected));
        assertThat(window.ofAMinute(kind))
                .isCloseTo((expected - counting) * minutes, within(0.03 * expected * minutes));
    }

    @Test
    void oneMinuteAloneCouldBeAsFarOffAsHarm() {
        assertThat(of(minute(500, 1000)).variance(KpiKind.SHARE)).isEqualTo(1);
        assertThat(of(minute(500, 1000)).variance(KpiKind.RATE)).isEqualTo(1);
        assertThat(of(minute(500, 1000)).variance(KpiKind.MEAN)).isEqualTo(0.25);
        assertThat(of(minute(0, 1)).variance(KpiKind.RATE))
                .as("counting says less still")
                .isEqualTo(2);
        assertThat(of(minute(500, 1000)).ofAMinute(KpiKind.SHARE)).isZero();
    }

    @Test
    void sumsOfNothingAreAsUncertainAsOneMinute() {
        assertThat(alike(10, 0, 10).variance(KpiKind.MEAN)).isEqualTo(0.25);
    }
}
