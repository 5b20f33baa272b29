package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.attribution.KpiShift.Windows;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class KpiShiftTest {

    private static final KpiShift NOTHING = new KpiShift("success", 1, false, 1);

    /** Minutes with a thousand sessions, of which so many succeed, in turn some more and some fewer. */
    private static KpiWindow window(int minutes, double succeed) {
        return window(minutes, succeed, 10);
    }

    private static KpiWindow window(int minutes, double succeed, double more) {
        KpiWindow window = new KpiWindow();
        for (int i = 0; i < minutes; i++) {
            window.add(succeed + (i % 2 == 0 ? more : -more), 1000);
        }
        return window;
    }

    /** Minutes that are all alike, so that nothing but counting makes them vary. */
    private static KpiWindow quiet(int minutes, double succeed) {
        return window(minutes, succeed, 0);
    }

    private static KpiWindow none() {
        return new KpiWindow();
    }

    private static KpiShift share(KpiWindow before, KpiWindow after, KpiWindow othersBefore, KpiWindow othersAfter) {
        return KpiShift.of("success", KpiKind.SHARE, false, new Windows(before, after, othersBefore, othersAfter));
    }

    private static double odds(double share) {
        return Math.log(share / (1 - share));
    }

    /**
     * How much likelier a shift is with harm than without, by adding up over all sizes of harm: a normal distribution
     * of the shift around the harm's size, over one around 0. A far shift is drawn in first, as Student's t with eight
     * degrees of freedom would.
     */
    private static double factor(double worse, double variance, KpiKind kind) {
        double width = Math.sqrt(variance + kind.innocent() * kind.innocent());
        double z = worse / width;
        double drawn = Math.copySign(Math.sqrt(8 * Math.log(1 + z * z / 8)), z);
        double sum = 0;
        int steps = 200_000;
        double step = 12 * kind.harmful() / steps;
        for (int i = 0; i < steps; i++) {
            double harm = (i + 0.5) * step;
            double prior =
                    2 * Math.exp(-0.5 * Math.pow(harm / kind.harmful(), 2)) / (kind.harmful() * Math.sqrt(2 * Math.PI));
            double miss = drawn - harm / width;
            sum += prior * Math.exp(0.5 * (drawn * drawn - miss * miss)) * step;
        }
        return sum;
    }

    @Test
    void harmIsAFactorOfManyAndNoShiftSpeaksAgainstHarm() {
        assertThat(share(window(60, 900), window(15, 600), none(), none()).factor())
                .isGreaterThan(50);
        assertThat(share(window(60, 900), window(15, 900), none(), none()).factor())
                .isLessThan(0.5);
        assertThat(share(window(60, 900), window(15, 980), none(), none()).factor())
                .as("better is no harm")
                .isLessThan(0.2);
    }

    @Property(tries = 100)
    void theFactorIsTheShareOfAllSizesOfHarm(@ForAll @IntRange(min = 100, max = 980) int succeed) {
        KpiWindow before = window(60, 900);
        KpiWindow after = quiet(15, succeed);
        double variance = before.variance(KpiKind.SHARE) + after.variance(KpiKind.SHARE);
        double worse = before.level(KpiKind.SHARE) - after.level(KpiKind.SHARE);

        assertThat(share(before, after, none(), none()).factor())
                .isCloseTo(factor(worse, variance, KpiKind.SHARE), Percentage.withPercentage(0.01));
    }

    @Test
    void beforeAndAfterAreComparedWhereOthersAreUnknown() {
        KpiShift shift = share(window(60, 800), window(15, 600), none(), none());

        assertThat(shift.contrasted()).isFalse();
        assertThat(shift.ratio()).isCloseTo(0.75, within(1e-3));
    }

    @Test
    void othersTakeOutWhatBefellAll() {
        KpiShift alike = share(window(60, 800), window(15, 600), window(60, 800), window(15, 600));
        KpiShift alone = share(window(60, 800), window(15, 600), window(60, 800), window(15, 800));

        assertThat(alike.contrasted()).isTrue();
        assertThat(alike.ratio()).isCloseTo(1, within(1e-3));
        assertThat(alike.factor()).isLessThan(0.6);
        assertThat(alone.contrasted()).isTrue();
        assertThat(alone.ratio()).isCloseTo(0.75, within(1e-3));
        assertThat(alone.factor()).isGreaterThan(5);
    }

    @Test
    void aDifferenceInDifferencesHasTheVarianceOfAllFour() {
        KpiWindow before = window(60, 800, 40);
        KpiWindow after = window(14, 600, 200);
        KpiWindow othersBefore = window(50, 700, 60);
        KpiWindow othersAfter = window(12, 650, 100);
        // And of a minute, of which ten say all: of the noisier of what is usual, as the window after is noisier still.
        double variance = othersAfter.ofAMinute(KpiKind.SHARE) / 10;
        for (KpiWindow window : new KpiWindow[] {before, after, othersBefore, othersAfter}) {
            variance += window.variance(KpiKind.SHARE);
        }
        double worse = before.level(KpiKind.SHARE)
                - after.level(KpiKind.SHARE)
                - othersBefore.level(KpiKind.SHARE)
                + othersAfter.level(KpiKind.SHARE);

        assertThat(worse).isCloseTo(odds(0.8) - odds(0.6) - odds(0.7) + odds(0.65), within(1e-2));
        assertThat(share(before, after, othersBefore, othersAfter).factor())
                .isCloseTo(factor(worse, variance, KpiKind.SHARE), Percentage.withPercentage(0.01));
    }

    @Test
    void aPlaceThatDidNotExistBeforeIsComparedWithTheOthersNow() {
        KpiShift canary = share(window(4, 800), window(15, 600), window(60, 800), window(15, 750));

        assertThat(canary.contrasted()).isTrue();
        assertThat(canary.ratio()).isCloseTo(0.8, within(2e-3));
        assertThat(share(window(5, 800), window(15, 600), none(), none()).contrasted())
                .as("five minutes are enough")
                .isFalse();
    }

    @Test
    void aCanaryHasTheVarianceOfItselfAndOfTheOthers() {
        KpiWindow canary = window(14, 600, 200);
        KpiWindow others = window(12, 750, 100);
        double variance =
                canary.variance(KpiKind.SHARE) + others.variance(KpiKind.SHARE) + others.ofAMinute(KpiKind.SHARE) / 10;
        double worse = others.level(KpiKind.SHARE) - canary.level(KpiKind.SHARE);

        assertThat(share(none(), canary, none(), others).factor())
                .isCloseTo(factor(worse, variance, KpiKind.SHARE), Percentage.withPercentage(0.01));
    }

    @Test
    void othersThatDidNotExistBeforeAreNotComparedWith() {
        KpiShift shift = share(window(60, 800), window(15, 600), window(4, 800), window(15, 600));

        assertThat(shift.contrasted()).isFalse();
        assertThat(shift.ratio()).isCloseTo(0.75, within(1e-3));
    }

    @Test
    void whatCannotBeComparedSaysNothing() {
        assertThat(share(window(60, 800), none(), window(60, 800), window(15, 600)))
                .isEqualTo(NOTHING);
        assertThat(share(window(4, 800), window(15, 600), window(60, 800), none()))
                .isEqualTo(NOTHING);
        assertThat(KpiShift.of("success", KpiKind.RATE, true, Windows.empty())).isEqualTo(NOTHING);
    }

    @Test
    void whichWayIsWorseIsForTheKpiToSay() {
        Windows rise = new Windows(window(60, 100), window(15, 300), none(), none());

        assertThat(KpiShift.of("complaints", KpiKind.RATE, true, rise).factor()).isGreaterThan(10);
        assertThat(KpiShift.of("purchases", KpiKind.RATE, false, rise).factor()).isLessThan(0.5);
    }

    @Test
    void aFallToNothingIsAsFarAsCanBeSaid() {
        KpiWindow nothing = quiet(15, 0);
        KpiWindow usual = quiet(60, 800);
        KpiShift fall = KpiShift.of("seconds", KpiKind.MEAN, false, new Windows(usual, nothing, usual, usual));
        double variance = 3 * usual.variance(KpiKind.MEAN) + nothing.variance(KpiKind.MEAN);

        assertThat(fall.ratio()).isZero();
        assertThat(fall.factor()).isCloseTo(factor(5, variance, KpiKind.MEAN), Percentage.withPercentage(0.01));
        assertThat(KpiShift.of("seconds", KpiKind.MEAN, false, new Windows(nothing, nothing, none(), none())))
                .as("from nothing to nothing")
                .isEqualTo(new KpiShift("seconds", 1, false, 1));
    }

    @Test
    void aReasonTellsHowFarAndBesideWhat() {
        assertThat(new KpiShift("success", 9, false, 0.909).reason())
                .isEqualTo(CandidateReason.KPI_SHIFTED.with("success", "-9.1"));
        assertThat(new KpiShift("complaints", 9, true, 1.5).reason())
                .isEqualTo(CandidateReason.KPI_SHIFTED_WHERE_LIVE.with("complaints", "+50.0"));
    }

    @Test
    void aShiftFromZeroHasNoPercentage() {
        assertThat(new KpiShift("complaints", 9, false, Double.POSITIVE_INFINITY).reason())
                .isEqualTo(CandidateReason.KPI_WORSE.with("complaints"));
        assertThat(new KpiShift("complaints", 9, true, Double.NaN).reason())
                .isEqualTo(CandidateReason.KPI_WORSE_WHERE_LIVE.with("complaints"));
    }
}
