package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RidgeTest {

    private static final int PREDICTORS = 3;

    /** Rows without a grid: predictors that are related to each other, as those of a KPI are. */
    static Placebos random(Random random, int rows, double shareOfGaps) {
        double[] before = new double[rows];
        double[] moments = new double[rows];
        double[] yesterday = new double[rows];
        double[] targets = new double[rows];
        for (int i = 0; i < rows; i++) {
            before[i] = random.nextGaussian();
            moments[i] = before[i] + random.nextGaussian();
            yesterday[i] = 0.1 * (random.nextGaussian() - before[i]);
            targets[i] = random.nextDouble() < shareOfGaps
                    ? Double.NaN
                    : 0.5 * before[i] - moments[i] + 3 * yesterday[i] + random.nextGaussian();
        }
        return new Placebos(null, new int[rows], before, moments, yesterday, targets, null);
    }

    private static Placebos rows(double[]... rows) {
        double[][] columns = new double[PREDICTORS + 1][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k <= PREDICTORS; k++) {
                columns[k][i] = rows[i][k];
            }
        }
        return new Placebos(null, new int[rows.length], columns[0], columns[1], columns[2], columns[3], null);
    }

    private static double[][] predictors(Placebos placebos) {
        return new double[][] {placebos.before(), placebos.moments(), placebos.yesterday()};
    }

    private static double[] coefficients(Ridge.Fit fit) {
        return new double[] {fit.before(), fit.moments(), fit.yesterday()};
    }

    /** The normal equations of the rows that are taken, solved by Gaussian elimination. */
    static double[] solve(Placebos placebos, IntPredicate taken, double effective) {
        double[][] x = predictors(placebos);
        double[][] equations = new double[PREDICTORS][PREDICTORS + 1];
        for (int i = 0; i < placebos.targets().length; i++) {
            if (taken.test(i) && !Double.isNaN(placebos.targets()[i])) {
                for (int row = 0; row < PREDICTORS; row++) {
                    for (int column = 0; column < PREDICTORS; column++) {
                        double penalty = row == column ? 1 + PREDICTORS / effective : 1;
                        equations[row][column] += x[row][i] * x[column][i] * penalty;
                    }
                    equations[row][PREDICTORS] += x[row][i] * placebos.targets()[i];
                }
            }
        }
        for (int k = 0; k < PREDICTORS; k++) {
            int column = k;
            int pivot = k;
            for (int row = k; row < PREDICTORS; row++) {
                pivot = Math.abs(equations[row][column]) > Math.abs(equations[pivot][column]) ? row : pivot;
            }
            double[] swapped = equations[k];
            equations[k] = equations[pivot];
            equations[pivot] = swapped;
            for (int row = 0; row < PREDICTORS; row++) {
                double factor = row == k ? 0 : equations[row][k] / equations[k][k];
                for (int i = k; i <= PREDICTORS; i++) {
                    equations[row][i] -= factor * equations[k][i];
                }
            }
        }
        double[] solution = new double[PREDICTORS];
        Arrays.setAll(solution, k -> equations[k][PREDICTORS] / equations[k][k]);
        return solution;
    }

    @Property(tries = 300)
    void solvesTheNormalEquations(
            @ForAll long seed,
            @ForAll @IntRange(min = 8, max = 80) int count,
            @ForAll @DoubleRange(min = 1, max = 100) double effective) {
        Placebos placebos = random(new Random(seed), count, 0.2);
        double[] fit = coefficients(Ridge.over(placebos, 0, count).solve(effective));
        double[] expected = solve(placebos, i -> true, effective);
        for (int k = 0; k < PREDICTORS; k++) {
            assertThat(fit[k]).isCloseTo(expected[k], within(1e-4 * (1e-2 + Math.abs(expected[k]))));
        }
    }

    @Property(tries = 300)
    void noOtherCoefficientsHaveALesserPenalisedSumOfSquares(
            @ForAll long seed,
            @ForAll @IntRange(min = 8, max = 80) int count,
            @ForAll @DoubleRange(min = 1, max = 100) double effective) {
        Placebos placebos = random(new Random(seed), count, 0.2);
        double[] fit = coefficients(Ridge.over(placebos, 0, count).solve(effective));
        double least = penalised(placebos, fit, effective);
        for (int k = 0; k < PREDICTORS; k++) {
            for (double step : new double[] {-0.01, 0.01}) {
                double[] other = fit.clone();
                other[k] += step * (1 + Math.abs(fit[k]));
                assertThat(penalised(placebos, other, effective)).isGreaterThan(least);
            }
        }
    }

    private static double penalised(Placebos placebos, double[] coefficients, double effective) {
        double[][] x = predictors(placebos);
        double sum = 0;
        for (int i = 0; i < placebos.targets().length; i++) {
            double miss = placebos.targets()[i];
            if (!Double.isNaN(miss)) {
                for (int k = 0; k < PREDICTORS; k++) {
                    double part = coefficients[k] * x[k][i];
                    miss -= part;
                    sum += PREDICTORS / effective * part * part;
                }
                sum += miss * miss;
            }
        }
        return sum;
    }

    @Test
    void asManyEffectiveRowsAsPredictorsHalveACoefficient() {
        Placebos twice = rows(new double[] {1, 0, 0, 2}, new double[] {2, 0, 0, 4}, new double[] {3, 0, 0, 6});

        Ridge.Fit fit = Ridge.over(twice, 0, 3).solve(3);
        assertThat(fit.before()).isCloseTo(1, within(1e-8));
        assertThat(fit.moments()).isZero();
        assertThat(fit.yesterday()).isZero();
        assertThat(Ridge.over(twice, 0, 3).solve(1e12).before()).isCloseTo(2, within(1e-8));
    }

    @Test
    void predictorsThatAreAlikeShareTheWeight() {
        Placebos alike = rows(new double[] {1, 1, 1, 3}, new double[] {-2, -2, -2, -6});

        // Each is b with (3 + 1) b = 3, as the penalty is once the sum of squares.
        Ridge.Fit fit = Ridge.over(alike, 0, 2).solve(3);
        for (double coefficient : coefficients(fit)) {
            assertThat(coefficient).isCloseTo(0.75, within(1e-7));
        }
    }

    @Test
    void predictorsThatAreAlikeCanBeSolvedAlmostWithoutAPenalty() {
        Placebos alike = rows(new double[] {1000, 1000, 1000, 3000}, new double[] {-2000, -2000, -2000, -6000});

        Ridge.Fit fit = Ridge.over(alike, 0, 2).solve(1e15);
        for (double coefficient : coefficients(fit)) {
            assertThat(coefficient).isCloseTo(1, within(1e-3));
        }
    }

    @Test
    void nothingIsPredictedFromNothing() {
        Ridge.Fit fit = Ridge.over(rows(new double[] {0, 0, 0, 1}, new double[] {0, 0, 0, 3}), 0, 2)
                .solve(2);

        assertThat(fit).isEqualTo(new Ridge.Fit(0, 0, 0));
    }

    @Property(tries = 100)
    void unitsDoNotMatter(@ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 10) double unit) {
        Placebos placebos = random(new Random(seed), 40, 0);
        double[] scaled = Arrays.stream(placebos.moments()).map(x -> x * unit).toArray();
        Placebos other = new Placebos(
                null, placebos.weeks(), placebos.before(), scaled, placebos.yesterday(), placebos.targets(), null);
        Ridge.Fit fit = Ridge.over(placebos, 0, 40).solve(20);
        Ridge.Fit otherFit = Ridge.over(other, 0, 40).solve(20);

        assertThat(otherFit.moments() * unit).isCloseTo(fit.moments(), within(1e-4));
        assertThat(otherFit.before()).isCloseTo(fit.before(), within(1e-4));
    }

    @Property(tries = 100)
    void sumsThatAreTakenOutAreAsIfTheyHadNeverBeen(@ForAll long seed, @ForAll @IntRange(max = 20) int from) {
        Placebos placebos = random(new Random(seed), 60, 0.2);
        int to = from + 15;
        Ridge rest = new Ridge();
        rest.add(Ridge.over(placebos, 0, 40), 1);
        rest.add(Ridge.over(placebos, 40, 60), 1);
        rest.add(Ridge.over(placebos, from, to), -1);
        double rows = 0;
        for (int i = 0; i < 60; i++) {
            rows += (i < from || i >= to) && !Double.isNaN(placebos.targets()[i]) ? 1 : 0;
        }
        double[] expected = solve(placebos, i -> i < from || i >= to, 10);
        double[] fit = coefficients(rest.solve(10));

        assertThat(rest.rows()).isEqualTo(rows);
        for (int k = 0; k < PREDICTORS; k++) {
            assertThat(fit[k]).isCloseTo(expected[k], within(1e-4 * (1e-2 + Math.abs(expected[k]))));
        }
    }

    @Test
    void aResidualIsWhatWasObservedLessWhatWasPredicted() {
        Placebos placebos = rows(new double[] {3, 2, 4, 50}, new double[] {3, 2, 4, Double.NaN});
        Ridge.Fit fit = new Ridge.Fit(2, 3, 5);

        assertThat(fit.residual(placebos, 0)).isEqualTo(50 - 6 - 6 - 20);
        assertThat(fit.residual(placebos, 1)).isNaN();
    }
}
