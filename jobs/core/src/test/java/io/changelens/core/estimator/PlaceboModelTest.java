package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Predictors are 0 where nothing else is said, so that a placebo is missed by the whole of its target. */
class PlaceboModelTest {

    private static final int DAY = 24;
    private static final int ROWS = 120;

    /** Windows as long as the stride lie side by side. */
    private static final EffectQuestion QUESTION = EffectQuestion.complete(1000, 1000, 3, DAY);

    private static final Grid GRID = new Grid(3, 1, 400, ROWS, 56, 56);

    private final double[] before = new double[ROWS];
    private final double[] targets = new double[ROWS];
    private final int[] weeks = new int[ROWS];

    @BeforeEach
    void fill() {
        Scratch.begin();
        Random random = new Random(1);
        Arrays.setAll(targets, i -> 0.1 * random.nextGaussian());
        targets[0] = 0.4;
        Arrays.fill(weeks, 4);
    }

    private PlaceboModel fit(EffectQuestion question, Grid grid) {
        return PlaceboModel.fit(
                question,
                Season.WEEKS,
                new Placebos(grid, weeks, before, new double[ROWS], new double[ROWS], targets, null));
    }

    private PlaceboModel byDays(EffectQuestion question) {
        Scratch.begin();
        return PlaceboModel.fit(
                question,
                Season.DAYS,
                new Placebos(GRID, weeks, before, new double[ROWS], new double[ROWS], targets, null));
    }

    private PlaceboModel fit() {
        return fit(QUESTION, GRID);
    }

    private LocalScale local(int ended, double overlap, double pointsOfDay) {
        double[] all = Arrays.stream(targets).map(Math::abs).toArray();
        all[0] = Double.NaN;
        return new LocalScale(all, ended, pointsOfDay, overlap, LocalScale.MEMORY_DAYS);
    }

    /** Sizes of placebos in units of how noisy the KPI was at their time. */
    private double[] over(LocalScale local) {
        return IntStream.range(1, ROWS)
                .filter(i -> !Double.isNaN(targets[i]))
                .mapToDouble(i -> Math.abs(targets[i]) / local.at(i))
                .toArray();
    }

    private static int hour(int i) {
        return Math.floorMod(1000 - 3 * i, DAY);
    }

    private int[] hours() {
        int[] hours = new int[ROWS - 1];
        Arrays.setAll(hours, i -> hour(i + 1));
        return hours;
    }

    @Test
    void theChangeIsMeasuredByHowFarPlacebosAreMissedAtItsHour() {
        LocalScale local = local(1, 1, 8);
        double[] sizes = over(local);
        DailyScale scale = new DailyScale(sizes, hours(), ROWS - 1, 1);
        NullDistribution misses = new NullDistribution(scale.relative(sizes, hours()), 1, 0.125);
        double usual = scale.at(16) * local.at(0); // 1000 = 41 days and 16 hours
        PlaceboModel model = fit();

        assertThat(model.residual()).isEqualTo(0.4);
        assertThat(model.scale()).isCloseTo(usual, within(1e-12));
        assertThat(model.placebos()).isEqualTo(ROWS - 1);
        assertThat(model.p()).isCloseTo(misses.p(0.4 / usual), within(1e-9));
        assertThat(model.margin()).isCloseTo(usual * misses.criticalValue(0.05), within(1e-9));
    }

    @Test
    void bothDirectionsAreAlikeFar() {
        PlaceboModel up = fit();
        targets[0] = -targets[0];
        Scratch.begin();
        PlaceboModel down = fit();

        assertThat(down.residual()).isEqualTo(-up.residual());
        assertThat(down.p()).isEqualTo(up.p());
    }

    @Test
    void whatIsPredictedIsTakenOff() {
        for (int i = 0; i < ROWS; i++) {
            before[i] = Math.sin(i);
            targets[i] = 0.5 * before[i] + 0.01 * targets[i];
        }
        before[0] = 1;
        targets[0] = 0.9;

        // Two placebos lie in a quarter of a day, so 119 count for 59.5, and the penalty shrinks 0.5 by 3 in 59.5.
        assertThat(fit().residual()).isCloseTo(0.9 - 0.5 / (1 + 3 / 59.5), within(0.001));
    }

    @Test
    void aMissFromABaseOfFewerWeeksIsShrunkToThatOfTheChange() {
        PlaceboModel ofFour = fit();
        Arrays.fill(weeks, 1, ROWS, 1);
        Scratch.begin();
        PlaceboModel ofOne = fit();
        Arrays.fill(weeks, 1, ROWS, 3);
        weeks[0] = 2;
        Scratch.begin();
        PlaceboModel ofThree = fit();

        // Variances 1 + 0.3 + 0.7 / weeks: 1.475 of four, 2 of one, 1.65 of two, 1.5333 of three.
        assertThat(ofOne.scale() / ofFour.scale()).isCloseTo(Math.sqrt(1.475 / 2), within(1e-12));
        assertThat(ofThree.scale() / ofFour.scale()).isCloseTo(Math.sqrt(1.65 / (2.3 - 2.3 / 3)), within(1e-12));
        assertThat(ofOne.criticalValue()).isCloseTo(ofFour.criticalValue(), within(1e-9));
    }

    @Test
    void overlapIsCountedInPlaceboTimesToAWindow() {
        EffectQuestion question = EffectQuestion.complete(1000, 1000, 12, DAY);
        Grid grid = new Grid(3, 2, 400, ROWS, 56, 56);
        for (int i = 1; i < ROWS; i += 2) {
            targets[i] = Double.NaN;
        }
        LocalScale local = local(4, 2, 8);
        double[] sizes = over(local);
        int[] hours = new int[sizes.length];
        Arrays.setAll(hours, i -> hour(2 * i + 2));
        DailyScale scale = new DailyScale(sizes, hours, sizes.length, 2);
        NullDistribution misses = new NullDistribution(scale.relative(sizes, hours), 2, 0.5);
        PlaceboModel model = fit(question, grid);

        assertThat(model.placebos()).isEqualTo(sizes.length);
        assertThat(model.scale()).isCloseTo(scale.at(16) * local.at(0), within(1e-12));
        assertThat(model.criticalValue()).isCloseTo(misses.criticalValue(0.05), within(1e-9));
    }

    @Test
    void aBlockIsHeldOutWithAllThatOverlapWithIt() {
        EffectQuestion question = EffectQuestion.complete(1000, 1003, 10, DAY);
        Arrays.setAll(before, i -> Math.sin(i) + targets[i]);
        Placebos placebos = new Placebos(GRID, weeks, before, new double[ROWS], new double[ROWS], targets, null);
        // From before to the end there are 13 steps, 5 strides; the window alone has 10, more than a quarter of a day.
        HeldOut heldOut = HeldOut.of(placebos, 5, 10 / 3.0);
        double[] all = heldOut.sizes().clone();
        all[0] = Double.NaN;
        LocalScale local = new LocalScale(all, 5, 8, 10 / 3.0, LocalScale.MEMORY_DAYS);
        double[] sizes = new double[ROWS - 1];
        Arrays.setAll(sizes, i -> all[i + 1] / local.at(i + 1));
        DailyScale scale = new DailyScale(sizes, hours(), sizes.length, 10 / 3.0);
        PlaceboModel model = fit(question, GRID);

        assertThat(model.residual()).isCloseTo(heldOut.fit().residual(placebos, 0), within(1e-12));
        assertThat(model.scale()).isCloseTo(scale.at(16) * local.at(0), within(1e-12));
    }

    @Test
    void aChangeWithoutABaseHasNoModel() {
        assertThat(fit()).isNotNull();
        targets[0] = Double.NaN;
        assertThat(fit()).isNull();
    }

    @Test
    void twentyFourPlacebosAreNeeded() {
        for (int i = 1; i < ROWS; i++) {
            targets[i] = i <= 24 ? targets[i] : Double.NaN;
        }
        assertThat(byDays(QUESTION).placebos()).isEqualTo(24);
        targets[20] = Double.NaN;
        assertThat(byDays(QUESTION)).isNull();
    }

    @Test
    void placebosMustFillMostOfTheLeastSpan() {
        // 119 placebos 3 steps apart; of eight windows, two fifths may be missing: 8 x 0.6 x 74 / 3 is 118.4.
        assertThat(byDays(EffectQuestion.complete(1000, 1000, 74, DAY))).isNotNull();
        assertThat(byDays(EffectQuestion.complete(1000, 1000, 75, DAY))).isNull();
    }

    @Test
    void placebosThatNeverMissSayNothing() {
        Arrays.fill(targets, 1, ROWS, 1e-10);
        assertThat(fit()).isNull();
        targets[50] = 1e-8;
        assertThat(fit()).isNotNull();
    }
}
