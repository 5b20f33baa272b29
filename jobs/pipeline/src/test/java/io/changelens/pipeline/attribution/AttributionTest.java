package io.changelens.pipeline.attribution;

import static io.changelens.pipeline.attribution.AttributionFixture.HOUR;
import static io.changelens.pipeline.attribution.AttributionFixture.MINUTE;
import static io.changelens.pipeline.attribution.AttributionFixture.OPENED;
import static io.changelens.pipeline.attribution.AttributionFixture.change;
import static io.changelens.pipeline.attribution.AttributionFixture.incident;
import static io.changelens.pipeline.attribution.AttributionFixture.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.Attribution.WeighedCandidate;
import io.changelens.core.attribution.CandidateReason;
import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.attribution.IncidentCase;
import io.changelens.core.time.OpenEnd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file: the cases share the topology of the harness. */
class AttributionTest {

    private AttributionFixture job;

    @BeforeEach
    void open() throws Exception {
        job = new AttributionFixture();
    }

    @AfterEach
    void close() throws Exception {
        job.close();
    }

    @Test
    void aChangeIsASuspectFromTheMomentBothAreKnownWhicheverComesFirst() throws Exception {
        job.receive(change("CH-1", "shop", OPENED - 10 * MINUTE));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        assertThat(job.ranking("INC-1")).containsExactly("CH-1");

        job.receive(change("CH-2", "db", OPENED - 10 * MINUTE));
        assertThat(job.ranking("INC-1")).containsExactly("CH-1", "CH-2");
        assertSumsToOne();
    }

    @Test
    void changesOutsideTheLookBackOrAfterTheIncidentAreNoSuspects() throws Exception {
        job.receive(incident("INC-1", 1, OPENED, "", false));
        job.receive(change("CH-1", "shop", OPENED - 25 * HOUR));
        job.receive(change("CH-2", "shop", OPENED + 10 * MINUTE));

        assertThat(job.ranking("INC-1")).isEmpty();
        assertThat(job.row("INC-1").unattributed()).isEqualTo(1);
    }

    @Test
    void aChangeThatStillRunsIsASuspect() throws Exception {
        job.receive(incident("INC-1", 1, OPENED, "", false));
        job.receive(change("CH-1", "shop", OPENED + MINUTE));

        assertThat(job.ranking("INC-1")).containsExactly("CH-1");
        assertThat(job.row("INC-1").weighed().get(0).candidate().running()).isTrue();
    }

    @Test
    void aCauseThatIsReportedLaterTakesAllTheWeight() throws Exception {
        job.receive(change("CH-1", "shop", OPENED - 10 * MINUTE));
        job.receive(change("CH-2", "db", OPENED - 5 * HOUR));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        job.receive(incident("INC-1", 2, OPENED, "CH-2", false));

        assertThat(job.ranking("INC-1")).containsExactly("CH-2", "CH-1");
        assertThat(job.row("INC-1").weighed().get(0).weight()).isEqualTo(1);
    }

    @Test
    void anIncidentThatTurnsOutToBeExternalIsAttributedToNothing() throws Exception {
        job.receive(change("CH-1", "shop", OPENED - 10 * MINUTE));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        job.receive(incident("INC-1", 2, OPENED, "", true));

        assertThat(job.row("INC-1").unattributed()).isEqualTo(1);
        assertSumsToOne();
    }

    @Test
    void theChangeWhoseServiceGotWorseIsHeavierThanAFresherOneWhoseServiceDidNot() throws Exception {
        job.receive(change("CH-1", "db", OPENED - 3 * HOUR));
        job.receive(change("CH-2", "shop", OPENED - 5 * MINUTE));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        assertThat(job.ranking("INC-1")).containsExactly("CH-2", "CH-1");

        for (long t = OPENED - 5 * HOUR; t < OPENED + 20 * MINUTE; t += MINUTE) {
            job.receive(minute("db", "all", t, t < OPENED - 3 * HOUR ? 99 : 90, 100));
            job.receive(minute("shop", "all", t, 99, 100));
        }
        job.clock(OPENED + 16 * MINUTE);

        assertThat(job.ranking("INC-1")).containsExactly("CH-1", "CH-2");
        assertThat(job.row("INC-1").complete()).isTrue();
        WeighedCandidate first = job.row("INC-1").weighed().get(0);
        assertThat(first.candidate().evidence().reason())
                .isEqualTo(CandidateReason.KPI_SHIFTED.with("success", "-9.1"));
        assertSumsToOne();
    }

    @Test
    void ofTwoCanariesOfOneServiceTheOneWhoseCohortSuffersIsHeavier() throws Exception {
        job.receive(change("CH-1", "shop", OPENED - 9 * MINUTE, "v7"));
        job.receive(change("CH-2", "shop", OPENED - 7 * MINUTE, "v8"));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        for (long t = OPENED - 2 * HOUR; t < OPENED + 20 * MINUTE; t += MINUTE) {
            job.receive(minute("shop", "v6", t, 990, 1000));
            if (t >= OPENED - 9 * MINUTE) {
                job.receive(minute("shop", "v7", t, 90, 100));
                job.receive(minute("shop", "v8", t, 99, 100));
            }
        }
        job.clock(OPENED + 16 * MINUTE);

        assertThat(job.ranking("INC-1")).containsExactly("CH-1", "CH-2");
        assertThat(job.row("INC-1").weighed().get(0).weight()).isGreaterThan(0.9);
    }

    @Test
    void harmThatEndedHoursBeforeAnIncidentIsNotHeldAgainstItsChange() throws Exception {
        job.receive(change("CH-1", "db", OPENED - 10 * HOUR));
        job.receive(change("CH-2", "shop", OPENED - 10 * MINUTE));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        for (long t = OPENED - 12 * HOUR; t < OPENED + 20 * MINUTE; t += MINUTE) {
            boolean then = t >= OPENED - 10 * HOUR && t < OPENED - 8 * HOUR;
            job.receive(minute("db", "all", t, then ? 60 : 99, 100));
            job.receive(minute("shop", "all", t, t < OPENED - 10 * MINUTE ? 99 : 97, 100));
        }
        job.clock(OPENED + 16 * MINUTE);

        assertThat(job.ranking("INC-1")).containsExactly("CH-2", "CH-1");
        assertThat(job.row("INC-1").weighed().get(1).weight()).isLessThan(0.05);
    }

    @Test
    void aChangeThatAnotherOneTookBackAfterwardsIsHeavier() throws Exception {
        job.receive(change("CH-1", "shop", OPENED - 50 * MINUTE));
        job.receive(change("CH-2", "shop", OPENED - 10 * MINUTE));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        job.receive(change("CH-1", "shop", 2, OPENED - 50 * MINUTE, OPENED + 20 * MINUTE));

        assertThat(job.ranking("INC-1")).containsExactly("CH-1", "CH-2");
    }

    @Test
    void aChangeThatTurnsOutToBeOutsideProductionIsWithdrawn() throws Exception {
        job.receive(change("CH-1", "shop", OPENED - 10 * MINUTE));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        DeployedChange known = change("CH-1", "shop", 3, OPENED - 10 * MINUTE, OpenEnd.TIME);
        job.receive(new DeployedChange(
                known.changeId(),
                known.service(),
                known.events(),
                false,
                known.firstEvent(),
                known.lastEvent(),
                known.liveTimes(),
                known.type(),
                0,
                "",
                List.of(),
                List.of()));

        assertThat(job.ranking("INC-1")).isEmpty();
    }

    @Test
    void evidenceStandsWhenTheMinutesItWasReadFromAreGone() throws Exception {
        job.receive(change("CH-1", "shop", OPENED - 10 * MINUTE));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        for (long t = OPENED - 2 * HOUR; t < OPENED + 20 * MINUTE; t += MINUTE) {
            job.receive(minute("shop", "all", t, t < OPENED - 10 * MINUTE ? 99 : 80, 100));
        }
        job.clock(OPENED + 2 * HOUR);
        double evidence = job.row("INC-1").weighed().get(0).factors().evidence();
        job.clock(OPENED + 100 * HOUR);
        job.receive(change("CH-0", "shop", OPENED - 9 * HOUR));

        assertThat(evidence).isGreaterThan(100);
        assertThat(job.ranking("INC-1")).containsExactly("CH-1", "CH-0");
        assertThat(job.row("INC-1").weighed().get(0).factors().evidence()).isEqualTo(evidence);
    }

    @Test
    void whenNothingMoreComesItAnswersByWhatItHas() throws Exception {
        job.receive(change("CH-1", "shop", OPENED - 10 * MINUTE));
        job.receive(incident("INC-1", 1, OPENED, "", false));
        for (long t = OPENED - 2 * HOUR; t <= OPENED; t += MINUTE) {
            job.receive(minute("shop", "all", t, t < OPENED - 10 * MINUTE ? 99 : 80, 100));
        }
        assertThat(job.row("INC-1").weighed().get(0).factors().evidence()).isEqualTo(1);
        job.processingTime(10_000);

        assertThat(job.row("INC-1").weighed().get(0).factors().evidence()).isGreaterThan(100);
        assertThat(job.row("INC-1").complete()).isFalse();
    }

    private void assertSumsToOne() {
        for (AttributedIncident row : job.rows()) {
            double sum = row.unattributed()
                    + row.weighed().stream()
                            .mapToDouble(WeighedCandidate::weight)
                            .sum();
            assertThat(sum).isCloseTo(1, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theLastRowsDoNotDependOnTheOrderOfChangesAndIncidents(long seed) throws Exception {
        Map<String, AttributedIncident> table = played(seed, seed);

        assertThat(table).hasSize(12);
        assertThat(table.values()).anyMatch(row -> row.weighed().size() > 2);
        assertThat(played(seed, seed)).isEqualTo(table);
        assertThat(played(seed, seed + 1000)).isEqualTo(table);
    }

    /** Revisions of changes and incidents in an order of their own, and then the minutes, as an import has it. */
    private static Map<String, AttributedIncident> played(long world, long order) throws Exception {
        Random random = new Random(world);
        List<Object> facts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long live = OPENED - random.nextInt(3 * 24 * 60) * MINUTE;
            String service = random.nextBoolean() ? "shop" : "db";
            facts.add(change("CH-" + i, service, 1, live, OpenEnd.TIME));
            if (random.nextInt(3) == 0) {
                facts.add(change("CH-" + i, service, 2, live + MINUTE, live + 5 * HOUR));
            }
        }
        for (int i = 0; i < 12; i++) {
            long opened = OPENED - random.nextInt(3 * 24 * 60) * MINUTE;
            facts.add(incident("INC-" + i, 1, opened, "", false));
            if (random.nextBoolean()) {
                facts.set(facts.size() - 1, incident("INC-" + i, 1, opened + random.nextInt(30) * HOUR, "", false));
                facts.add(incident("INC-" + i, 2, opened, random.nextBoolean() ? "CH-3" : "", false));
            }
        }
        Collections.shuffle(facts, new Random(order));
        try (AttributionFixture job = new AttributionFixture()) {
            for (Object fact : facts) {
                if (fact instanceof DeployedChange change) {
                    job.receive(change);
                } else {
                    job.receive((IncidentCase) fact);
                }
            }
            Random noise = new Random(world);
            for (long t = OPENED - 4 * 24 * HOUR; t < OPENED + 4 * HOUR; t += MINUTE) {
                job.receive(minute("shop", "all", t, 97 + noise.nextInt(3), 100));
                job.receive(minute("db", "all", t, 95 + noise.nextInt(5), 100));
                if (noise.nextInt(20) == 0) {
                    job.clock(t - MINUTE);
                }
            }
            job.clock(OPENED + 10 * HOUR);
            return job.table();
        }
    }
}
