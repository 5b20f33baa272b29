package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KpiComparisonTest {

    private static final int MINUTES = 15;

    /** Minutes with so many events each, of which so many succeed, in turn some more and some fewer. */
    private static KpiWindow window(int minutes, double succeed, double events, double more) {
        KpiWindow window = new KpiWindow();
        for (int i = 0; i < minutes; i++) {
            window.add(succeed + (i % 2 == 0 ? more : -more), events);
        }
        return window;
    }

    private static KpiWindow window(int minutes, double succeed, double events) {
        return window(minutes, succeed, events, 0);
    }

    private static KpiWindow none() {
        return new KpiWindow();
    }

    private static KpiWindows windows(KpiWindow before, KpiWindow after, KpiWindow othersBefore, KpiWindow others) {
        return new KpiWindows(before, after, othersBefore, others, 0, 60, MINUTES);
    }

    private static KpiShift share(KpiWindow before, KpiWindow after, KpiWindow othersBefore, KpiWindow others) {
        return KpiComparison.of("success", KpiKind.SHARE, false, windows(before, after, othersBefore, others));
    }

    /** A canary that did not exist before, whose sums are those of one minute, beside the others. */
    private static double canary(int works, int of, int othersWork, int othersOf) {
        return share(none(), window(1, works, of), none(), window(1, othersWork, othersOf))
                .factor();
    }

    private static double seconds(KpiWindow before, KpiWindow after, KpiWindow othersBefore, KpiWindow others) {
        return KpiComparison.of("seconds", KpiKind.MEAN, true, windows(before, after, othersBefore, others))
                .factor();
    }

    @Test
    void totalFailureIsStrongerThanPartialAlsoBesideAPerfectReference() {
        assertThat(canary(0, 20, 100, 100))
                .isGreaterThan(canary(10, 20, 99, 100))
                .isGreaterThan(100);
        assertThat(canary(0, 1000, 5000, 5000))
                .isGreaterThan(canary(500, 1000, 5000, 5000))
                .isGreaterThan(100);
        assertThat(canary(20, 20, 100, 100)).isLessThan(1);
    }

    @Property(tries = 200)
    void eachFailureMoreIsMoreEvidence(
            @ForAll @IntRange(min = 1, max = 300) int of,
            @ForAll @IntRange(min = 1, max = 3000) int othersOf,
            @ForAll @IntRange(max = 100) int percent) {
        int othersWork = othersOf * percent / 100;
        double last = 0;
        for (int works = of; works >= 0; works--) {
            double factor = canary(works, of, othersWork, othersOf);
            assertThat(factor)
                    .isGreaterThanOrEqualTo(last * (1 - 1e-9))
                    .isFinite()
                    .isPositive();
            last = factor;
        }
    }

    @Test
    void aShareThatIsWorseWhenHigherIsTheMirrorImage() {
        KpiShift failures = KpiComparison.of(
                "failures", KpiKind.SHARE, true, windows(none(), window(15, 5, 20), none(), window(15, 1, 100)));

        assertThat(failures.factor())
                .isCloseTo(
                        share(none(), window(15, 15, 20), none(), window(15, 99, 100))
                                .factor(),
                        within(1e-6));
    }

    @Test
    void sharesThatWereAveragedBeforeAreComparedLikeCounts() {
        KpiShift fails = KpiComparison.of(
                "success", KpiKind.MEAN, false, windows(none(), window(15, 0.9, 1, 0.05), none(), window(60, 1, 1)));
        KpiShift works = KpiComparison.of(
                "success", KpiKind.MEAN, false, windows(none(), window(15, 0.999, 1), none(), window(60, 1, 1)));

        assertThat(fails.factor()).isGreaterThan(10);
        assertThat(works.factor()).isLessThan(1);
    }

    @Test
    void beforeAndAfterAreComparedWhereOthersAreUnknown() {
        KpiShift shift = share(window(60, 800, 1000), window(15, 600, 1000), none(), none());

        assertThat(shift.finding()).isEqualTo(KpiFinding.WITH_BEFORE);
        assertThat(shift.contrasted()).isFalse();
        assertThat(shift.ratio()).isCloseTo(0.75, within(1e-9));
        assertThat(shift.factor()).isGreaterThan(100);
    }

    @Test
    void theDifferenceOfTheOthersIsTakenOut() {
        KpiWindow before = window(60, 800, 1000);
        KpiWindow after = window(15, 600, 1000);
        KpiShift alike = share(before, after, before, after);
        KpiShift alone = share(before, after, before, window(15, 800, 1000));

        assertThat(alike.finding()).isEqualTo(KpiFinding.WITH_BEFORE_AND_OTHERS);
        assertThat(alike.ratio()).isCloseTo(1, within(1e-9));
        assertThat(alike.factor()).isLessThan(1);
        assertThat(alone.contrasted()).isTrue();
        assertThat(alone.factor()).isGreaterThan(10);
    }

    @Test
    void fiveMinutesBeforeAreEnoughToCompareWith() {
        assertThat(share(window(4, 8, 10), window(15, 6, 10), none(), none()).finding())
                .isEqualTo(KpiFinding.NO_DATA);
        assertThat(share(window(5, 8, 10), window(15, 6, 10), none(), none()).finding())
                .isEqualTo(KpiFinding.WITH_BEFORE);
        assertThat(share(window(4, 8, 10), window(15, 6, 10), none(), window(1, 8, 10))
                        .finding())
                .isEqualTo(KpiFinding.WITH_OTHERS);
        assertThat(share(window(60, 8, 10), window(15, 6, 10), window(4, 8, 10), window(15, 8, 10))
                        .finding())
                .isEqualTo(KpiFinding.WITH_BEFORE);
    }

    @Test
    void latenciesOfVersionsDifferWithoutHarmButNotThoseOfOneVersion() {
        KpiWindow usual = window(60, 0.2, 1, 0.01);
        KpiWindow slower = window(15, 0.28, 1, 0.01);

        assertThat(seconds(none(), slower, usual, usual)).isLessThan(2);
        assertThat(seconds(usual, slower, none(), none())).isGreaterThan(100);
        assertThat(seconds(none(), window(15, 2, 1, 0.1), usual, usual)).isGreaterThan(20);
    }

    @Test
    void theNoiseOfTheHarmedWindowDoesNotHideTheHarm() {
        KpiWindow usual = window(60, 0.2, 1, 0.01);

        assertThat(seconds(none(), window(15, 2.8, 1, 2.7), usual, usual)).isGreaterThan(20);
        assertThat(seconds(usual, window(15, 2.8, 1, 2.7), none(), none())).isGreaterThan(20);
    }

    @Test
    void moreComplaintsAndFewerPurchasesAreWorse() {
        KpiWindows rise = windows(window(60, 10, 1000), window(15, 30, 1000), none(), none());
        KpiWindows fall = windows(window(60, 10, 1000), window(15, 0, 1000), none(), none());

        assertThat(KpiComparison.of("complaints", KpiKind.RATE, true, rise).factor())
                .isGreaterThan(10);
        assertThat(KpiComparison.of("purchases", KpiKind.RATE, false, rise).factor())
                .isLessThan(0.5);
        assertThat(KpiComparison.of("purchases", KpiKind.RATE, false, fall).factor())
                .isGreaterThan(10);
    }

    @Test
    void sumsOfNothingAreFinite() {
        KpiWindow nothing = window(15, 0, 10);

        assertThat(KpiComparison.of("amount", KpiKind.MEAN, true, windows(nothing, nothing, none(), none()))
                        .factor())
                .isEqualTo(1);
        assertThat(seconds(none(), window(15, 2, 10), none(), nothing))
                .isGreaterThan(1)
                .isFinite();
    }

    @Test
    void silenceWhereItIsLiveIsEvidenceAndNoDataAnywhereIsNone() {
        KpiShift silent = KpiComparison.of(
                "success",
                KpiKind.SHARE,
                false,
                new KpiWindows(none(), none(), window(60, 99, 100), window(15, 99, 100), 15, 60, 15));
        KpiShift nothing = share(none(), none(), none(), none());

        assertThat(silent.finding()).isEqualTo(KpiFinding.SILENT);
        assertThat(silent.factor()).isBetween(7.0, 7.5);
        assertThat(silent.reason()).isEqualTo(CandidateReason.SILENT_WHERE_LIVE.with("success"));
        assertThat(nothing.finding()).isEqualTo(KpiFinding.NO_DATA);
        assertThat(nothing.factor()).isEqualTo(1);
    }

    @Test
    void aVersionThatStopsReportingNeedNotHaveFailedBefore() {
        KpiWindow others = window(18, 99, 100);
        KpiShift stopped = KpiComparison.of(
                "success", KpiKind.SHARE, false, new KpiWindows(none(), window(3, 20, 20), none(), others, 15, 60, 18));

        assertThat(stopped.finding()).isEqualTo(KpiFinding.WITH_OTHERS);
        assertThat(stopped.factor()).isBetween(7.0, 7.5);
    }

    @Test
    void aShiftIsDescribedByItsFactorAndMinutes() {
        KpiShift shift = new KpiShift("", "success", KpiFinding.WITH_OTHERS, 12.345, 0.909, 0, 14, 60, 15);

        assertThat(shift.described()).isEqualTo(KpiFinding.WITH_OTHERS.with("success", "12.3", 14, 15));
        assertThat(shift.reason()).isEqualTo(CandidateReason.KPI_SHIFTED_WHERE_LIVE.with("success", "-9.1"));
        assertThat(shift.inCaller("web").described())
                .isEqualTo(KpiFinding.IN_CALLER.with("web", "success", "12.3", 0, 14));
        assertThat(shift.inCaller("web").reason()).isEqualTo(CandidateReason.CALLER_WORSE.with("web", "success"));
    }

    @Test
    void aShiftFromZeroHasNoPercentage() {
        assertThat(new KpiShift("", "a", KpiFinding.WITH_BEFORE, 9, Double.POSITIVE_INFINITY, 9, 9, 0, 0).reason())
                .isEqualTo(CandidateReason.KPI_WORSE.with("a"));
        assertThat(new KpiShift("", "a", KpiFinding.WITH_OTHERS, 9, Double.NaN, 0, 9, 9, 9).reason())
                .isEqualTo(CandidateReason.KPI_WORSE_WHERE_LIVE.with("a"));
    }
}
