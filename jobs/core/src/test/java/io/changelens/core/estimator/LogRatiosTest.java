package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LogRatiosTest {

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] of(double... ratios) {
        double[] ones = new double[ratios.length];
        Arrays.fill(ones, 1);
        double[] logs = new double[ratios.length];
        LogRatios.of(ratios, 0, ones, logs, ratios.length);
        return logs;
    }

    @Property(tries = 5000)
    void agreesWithTheLibraryNearOne(@ForAll @Size(9) List<@DoubleRange(min = 0.5, max = 2) @Scale(15) Double> ratios) {
        assertAllAgree(array(ratios));
    }

    @Property(tries = 5000)
    void andWhereSomeAreFar(@ForAll @Size(9) List<@DoubleRange(min = -690, max = 690) Double> logs) {
        assertAllAgree(logs.stream().mapToDouble(Math::exp).toArray());
    }

    private static void assertAllAgree(double[] ratios) {
        double[] logs = of(ratios);
        for (int i = 0; i < ratios.length; i++) {
            double exact = Math.log(ratios[i]);
            assertThat(logs[i]).isCloseTo(exact, within(1e-15 * Math.max(1e-6, Math.abs(exact))));
        }
    }

    @Property(tries = 1000)
    void takesThemFromTheFirstOn(
            @ForAll @Size(12) List<@DoubleRange(min = 0.1, max = 10) Double> values,
            @ForAll @IntRange(max = 6) int first) {
        double[] logs = new double[6];
        LogRatios.of(array(values), first, array(values), logs, 6);
        for (int i = 0; i < 6; i++) {
            assertThat(logs[i]).isCloseTo(Math.log(values.get(i + first) / values.get(i)), within(1e-15));
        }
    }

    @Test
    void equalNumbersDifferByExactlyNothing() {
        assertThat(of(1)).containsExactly(0);
    }

    @Test
    void whatIsNotANumberStaysSo() {
        assertThat(of(Double.NaN, 2, 3))
                .containsExactly(new double[] {Double.NaN, Math.log(2), Math.log(3)}, within(1e-15));
    }
}
