package io.changelens.pipeline.attribution;

import static io.changelens.pipeline.attribution.AttributionFixture.HOUR;
import static io.changelens.pipeline.attribution.AttributionFixture.MINUTE;
import static io.changelens.pipeline.attribution.AttributionFixture.OPENED;
import static io.changelens.pipeline.attribution.AttributionFixture.calledBy;
import static io.changelens.pipeline.attribution.AttributionFixture.change;
import static io.changelens.pipeline.attribution.AttributionFixture.incident;
import static io.changelens.pipeline.attribution.AttributionFixture.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.attribution.CandidateReason;
import io.changelens.core.attribution.KpiFinding;
import io.changelens.core.attribution.KpiShift;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evidence against canaries that answer nothing, or whose harm shows in callers alone. */
class CanaryEvidenceTest {

    private static final long LIVE = OPENED - 10 * MINUTE;

    private AttributionFixture job;

    @BeforeEach
    void open() throws Exception {
        job = new AttributionFixture();
    }

    @AfterEach
    void close() throws Exception {
        job.close();
    }

    private void report(String service, String cohort, long from, long before, long since) throws Exception {
        for (long t = from; t < OPENED + 20 * MINUTE; t += MINUTE) {
            job.receive(minute(service, cohort, t, t < LIVE ? before : since, 100));
        }
    }

    @Test
    void aCanaryThatAnswersNothingIsHeavierThanOneThatWorks() throws Exception {
        job.receive(change("CH-1", "db", LIVE, "v2"));
        job.receive(change("CH-2", "shop", LIVE + MINUTE, "v8"));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        report("db", "v1", OPENED - 2 * HOUR, 100, 100);
        report("shop", "v7", OPENED - 2 * HOUR, 100, 100);
        report("shop", "v8", LIVE + MINUTE, 100, 100);
        job.clock(OPENED + 16 * MINUTE);

        assertThat(job.ranking("INC-1")).containsExactly("CH-1", "CH-2");
        assertThat(job.row("INC-1").weighed().get(0).candidate().evidence().reason())
                .isEqualTo(CandidateReason.SILENT_WHERE_LIVE.with("success"));
    }

    @Test
    void aServiceThatIsSilentAltogetherIsNoEvidence() throws Exception {
        job.receive(change("CH-1", "db", LIVE, "v2"));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        job.clock(OPENED + 16 * MINUTE);

        assertThat(job.row("INC-1").weighed().get(0).factors().evidence()).isEqualTo(1);
    }

    @Test
    void harmThatShowsInTheCallerAloneIsEvidence() throws Exception {
        job.receive(calledBy(change("CH-1", "db", LIVE, "v2"), "shop"));
        job.receive(change("CH-2", "shop", LIVE + MINUTE, "v8"));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        report("db", "v1", OPENED - 2 * HOUR, 100, 100);
        report("db", "v2", LIVE, 100, 100);
        report("shop", "v7", OPENED - 2 * HOUR, 100, 80);
        report("shop", "v8", LIVE + MINUTE, 100, 80);
        job.clock(OPENED + 16 * MINUTE);

        assertThat(job.ranking("INC-1")).containsExactly("CH-1", "CH-2");
        assertThat(job.row("INC-1").weighed().get(0).candidate().evidence().kpis())
                .extracting(KpiShift::finding)
                .containsExactly(KpiFinding.WITH_OTHERS, KpiFinding.IN_CALLER);
        assertThat(job.row("INC-1").weighed().get(0).candidate().evidence().callers())
                .isGreaterThan(3);
    }
}
