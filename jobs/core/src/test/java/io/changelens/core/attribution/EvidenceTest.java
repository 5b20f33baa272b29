package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static KpiShift shift(String kpi, double factor) {
        return new KpiShift(kpi, factor, false, 0.9);
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
    void aKpiThatSaysNothingIsNotCounted() {
        assertThat(Evidence.of(List.of(shift("a", 20), shift("b", 1)))).isEqualTo(Evidence.of(List.of(shift("a", 20))));
        assertThat(Evidence.of(List.of(shift("a", 1), shift("b", 1)))).isEqualTo(Evidence.NONE);
        assertThat(Evidence.of(List.of())).isEqualTo(new Evidence(1, false, null));
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
    void oneKpiThatWasComparedWithPlacesWithoutTheChangeIsEnough() {
        KpiShift contrasted = new KpiShift("c", 2, true, 0.9);

        assertThat(Evidence.of(List.of(shift("a", 4), contrasted)).contrasted()).isTrue();
        assertThat(Evidence.of(List.of(shift("a", 4))).contrasted()).isFalse();
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
