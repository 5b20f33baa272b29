package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Against a choice that sorts all controls by their correlation with the residuals, and equations solved by elimination. */
class ControlFitTest {

    private static final double CORRELATED = 2.5;

    private static List<double[]> controls(Random random, int count, double[] residuals) {
        List<double[]> controls = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            double alike = random.nextDouble();
            double unit = Math.exp(3 * random.nextGaussian());
            double[] rows = new double[residuals.length];
            for (int i = 0; i < rows.length; i++) {
                double known = Double.isNaN(residuals[i]) ? 0 : residuals[i];
                rows[i] = unit * (alike * known + random.nextGaussian());
            }
            controls.add(rows);
        }
        return controls;
    }

    private static double[] residuals(Random random, int rows) {
        double[] residuals = new double[rows];
        Arrays.setAll(residuals, i -> random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian());
        residuals[0] = random.nextGaussian();
        return residuals;
    }

    private static double correlation(double[] control, double[] residuals, IntPredicate taken) {
        double together = 0;
        double alone = 0;
        for (int i = 1; i < residuals.length; i++) {
            if (taken.test(i) && !Double.isNaN(residuals[i])) {
                together += control[i] * residuals[i];
                alone += control[i] * control[i];
            }
        }
        return Math.abs(together) / Math.sqrt(alone);
    }

    private static double left(List<double[]> controls, double[] residuals, IntPredicate taken, int row) {
        List<double[]> best = new ArrayList<>(controls);
        best.sort(Comparator.comparing((double[] control) -> -correlation(control, residuals, taken)));
        while (best.size() < 3) {
            best.add(new double[residuals.length]);
        }
        int rows = (int) IntStream.range(1, residuals.length)
                .filter(i -> taken.test(i) && !Double.isNaN(residuals[i]))
                .count();
        Placebos placebos = new Placebos(
                null, new int[residuals.length], best.get(0), best.get(1), best.get(2), residuals.clone(), null);
        double[] fit = RidgeTest.solve(placebos, i -> i > 0 && taken.test(i), rows / CORRELATED);
        return residuals[row] - fit[0] * best.get(0)[row] - fit[1] * best.get(1)[row] - fit[2] * best.get(2)[row];
    }

    @Property(tries = 100)
    void theThreeThatGoBestWithTheOtherBlocksAreTakenOff(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 9) int count,
            @ForAll @IntRange(min = 1, max = 6) int purge) {
        Random random = new Random(seed);
        double[] residuals = residuals(random, 90);
        List<double[]> controls = controls(random, count, residuals);
        ControlFit fit = new ControlFit(residuals, new ControlRows(controls), 1, 90, CORRELATED);
        int from = 20 + random.nextInt(30);
        int to = from + 10;
        double[] left = residuals.clone();
        fit.leftOf(from, to, purge, left);

        for (int i = 1; i < residuals.length; i++) {
            double expected = i < from || i >= to || Double.isNaN(residuals[i])
                    ? residuals[i]
                    : left(controls, residuals, j -> j <= from - purge || j >= to + purge - 1, i);
            if (Double.isNaN(expected)) {
                assertThat(left[i]).isNaN();
            } else {
                assertThat(left[i]).isCloseTo(expected, within(1e-6));
            }
        }
        assertThat(fit.leftOf(residuals[0])).isCloseTo(left(controls, residuals, j -> true, 0), within(1e-6));
    }

    @Test
    void aControlWithManyGapsIsNotUsed() {
        double[] residuals = residuals(new Random(1), 60);
        double[] gaps = residuals.clone();
        Arrays.fill(gaps, 1, 30, Double.NaN);
        assertThat(new ControlFit(residuals, new ControlRows(List.of(gaps)), 1, 60, 1).isEmpty())
                .isTrue();
        assertThat(new ControlFit(residuals, new ControlRows(List.of(gaps, residuals)), 1, 60, 1).isEmpty())
                .isFalse();
    }
}
