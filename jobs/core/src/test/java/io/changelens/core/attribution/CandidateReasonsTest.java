package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.attribution.Attribution.Factors;
import io.changelens.core.attribution.Attribution.WeighedCandidate;
import io.changelens.core.attribution.Candidate.Result;
import io.changelens.core.reason.Reason;
import io.changelens.schemas.ChangeType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateReasonsTest {

    private static final long MINUTE = 60_000;
    private static final Reason SHIFTED = CandidateReason.KPI_SHIFTED.with("success", "-9.1");

    private static List<Reason> reasons(
            Result result, boolean running, ChangeType type, int distance, Evidence evidence, boolean reported) {
        Candidate candidate =
                new Candidate("CH-1", "shop", 12 * MINUTE, running, type, 0, result, evidence, List.of(), List.of());
        return CandidateReasons.of(
                new WeighedCandidate(candidate, distance, 0.5, reported, new Factors(1, 1, 1, 1, evidence.factor())));
    }

    @Test
    void theStrongestComeFirst() {
        assertThat(reasons(Result.FAILED, false, ChangeType.EMERGENCY, 0, new Evidence(9, false, SHIFTED), true))
                .containsExactly(
                        CandidateReason.REPORTED.with(),
                        SHIFTED,
                        CandidateReason.FAILED.with(),
                        CandidateReason.LIVE_BEFORE.with(12),
                        CandidateReason.ON_THE_SERVICE.with(),
                        CandidateReason.EMERGENCY_CHANGE.with());
    }

    @Test
    void kpisThatBecameNoWorseSpeakAgainstIt() {
        assertThat(reasons(Result.LIVE, true, ChangeType.UNKNOWN, 2, new Evidence(0.49, false, null), false))
                .containsExactly(
                        CandidateReason.KPIS_NO_WORSE.with(),
                        CandidateReason.STILL_RUNNING.with(12),
                        CandidateReason.UPSTREAM.with(2));
        assertThat(reasons(Result.LIVE, true, ChangeType.UNKNOWN, -1, new Evidence(0.5, false, null), false))
                .containsExactly(CandidateReason.STILL_RUNNING.with(12), CandidateReason.DOWNSTREAM.with(1));
    }

    @ParameterizedTest
    @CsvSource({"ROLLED_BACK, ROLLED_BACK_AFTERWARDS", "ROLLED_BACK_BEFORE, ROLLED_BACK_BEFORE", "FAILED, FAILED"})
    void howItEndedIsAReason(Result result, CandidateReason reason) {
        assertThat(reasons(result, false, ChangeType.NORMAL, 0, Evidence.NONE, false))
                .contains(reason.with(), CandidateReason.NORMAL_CHANGE.with());
    }

    @Test
    void aReportedCauseOfWhichNothingElseIsKnownHasThatReasonOnly() {
        Attribution attribution = Attribution.weigh(List.of(), Map.of(), "CH-9", false, AttributionRules.DEFAULT);

        assertThat(CandidateReasons.of(attribution.weighed().get(0))).containsExactly(CandidateReason.REPORTED.with());
    }
}
