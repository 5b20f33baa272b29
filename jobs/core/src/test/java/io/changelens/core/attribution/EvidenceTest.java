package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static KpiShift shift(String kpi, double factor) {
        return shift(kpi, KpiFinding.WITH_BEFORE, factor);
    }

    private static KpiShift shift(String kpi, KpiFinding finding, double factor) {
        return new KpiShift("", kpi, finding, factor, 0.9, 60, 15, 60, 15);
    }

    private static Evidence of(double factor, boolean contrasted) {
        return new Evidence(factor, contrasted, null);
    }

    @Test
    void eachKpiIsAsLikelyTheOneAndHarmShowsInNineCasesOfTen() {
        // 0.9 (20 + 1/2) / 2 + 0.1
        assertThat(Evidence.of(List.of(shift("a", 20), shift("b", 0.5))).factor())
                .isCloseTo(9.325, within(1e-12));
    }

    @Test
    void harmThatIsSeenNowhereCanStillBeThere() {
        assertThat(Evidence.of(List.of(shift("a", 0), shift("b", 0))).factor()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void aKpiWithoutDataIsShownAndNotCounted() {
        KpiShift noData = shift("b", KpiFinding.NO_DATA, 1);
        Evidence evidence = Evidence.of(List.of(shift("a", 20), noData));

        assertThat(evidence.factor()).isCloseTo(18.1, within(1e-12));
        assertThat(evidence.kpis()).contains(noData);
        assertThat(Evidence.of(List.of(noData)).factor()).isEqualTo(1);
        assertThat(Evidence.of(List.of())).isEqualTo(Evidence.NONE);
    }

    @Test
    void theClearestKpiIsNamedIfItIsNoteworthy() {
        assertThat(Evidence.of(List.of(shift("a", 4), shift("b", 5), shift("c", 0.1)))
                        .reason())
                .isEqualTo(CandidateReason.KPI_SHIFTED.with("b", "-10.0"));
        assertThat(Evidence.of(List.of(shift("a", 5), shift("b", 5))).reason())
                .as("the first of two")
                .isEqualTo(CandidateReason.KPI_SHIFTED.with("a", "-10.0"));
        assertThat(Evidence.of(List.of(shift("a", 3))).reason())
                .isEqualTo(CandidateReason.KPI_SHIFTED.with("a", "-10.0"));
        assertThat(Evidence.of(List.of(shift("a", 2.99))).reason()).isNull();
    }

    @Test
    void theKpiThatShowsTheHarmIsTheOneThatHasToBeContrasted() {
        KpiShift contrasted = shift("c", KpiFinding.WITH_OTHERS, 2);

        assertThat(Evidence.of(List.of(shift("a", 4), contrasted)).isHarmWhereLive())
                .isFalse();
        assertThat(Evidence.of(List.of(shift("a", 1.5), contrasted)).contrasted())
                .isTrue();
        assertThat(Evidence.of(List.of(shift("c", KpiFinding.SILENT, 7))).isHarmWhereLive())
                .isTrue();
    }

    @Test
    void harmShowsInAllCallersOrInNone() {
        Evidence own = Evidence.of(List.of(shift("a", 0.5)));
        KpiShift failing = shift("a", 30).inCaller("web");
        KpiShift well = shift("a", 0.2).inCaller("app");

        // 0.6 * 30 / (1 + 30 / 30) + 0.4
        assertThat(own.withCallers(List.of(failing)).callers()).isCloseTo(9.4, within(1e-12));
        // 0.6 * 6 / (1 + 6 / 30) + 0.4
        assertThat(own.withCallers(List.of(failing, well)).callers()).isCloseTo(3.4, within(1e-12));
        assertThat(own.withCallers(List.of(failing)).factor()).isEqualTo(own.factor());
        assertThat(own.withCallers(List.of(failing)).reason()).isEqualTo(CandidateReason.CALLER_WORSE.with("web", "a"));
        assertThat(own.withCallers(List.of())).isEqualTo(own);
    }

    @Test
    void harmWhereItIsLiveIsNoteworthyBesidePlacesWithoutIt() {
        assertThat(of(3, true).isHarmWhereLive()).isTrue();
        assertThat(of(2.99, true).isHarmWhereLive()).isFalse();
        assertThat(of(100, false).isHarmWhereLive()).isFalse();
    }

    @Test
    void anOldChangeIsAccusedByTheWeakerOfTwo() {
        Evidence strong = new Evidence(20, true, CandidateReason.KPI_WORSE.with("since"));
        Evidence weak = new Evidence(0.5, false, CandidateReason.KPI_WORSE.with("lately"));

        assertThat(Evidence.weaker(strong, weak)).isEqualTo(weak);
        assertThat(Evidence.weaker(weak, strong)).isEqualTo(weak);
        assertThat(Evidence.weaker(strong, new Evidence(20, false, CandidateReason.KPI_WORSE.with("lately"))))
                .isEqualTo(strong);
    }
}
