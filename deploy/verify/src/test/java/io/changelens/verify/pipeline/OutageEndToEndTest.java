package io.changelens.verify.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.importer.EventProducer;
import io.changelens.local.flink.Jobs;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.Direction;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.Measure;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Service;
import io.changelens.schemas.Severity;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import io.changelens.verify.stack.StackFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Four weeks of traffic on two value streams, and then nothing at all on one of them for twenty hours from the moment of a
 * deployment, while the other goes on. The history is read at once.
 */
class OutageEndToEndTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant LIVE = BEGIN.plus(Duration.ofDays(28)).plus(Duration.ofHours(10));
    private static final Instant BACK = LIVE.plus(Duration.ofHours(20));
    private static final Instant END = BACK.plus(Duration.ofHours(8));
    private static final Instant DOWN = BEGIN.plus(Duration.ofDays(20));

    private static StackFixture fixture;

    @BeforeAll
    static void play() throws Exception {
        fixture = StackFixture.start(Jobs.all());
        fixture.publish(
                Topics.VALUE_STREAMS,
                "catalog|1000".getBytes(StandardCharsets.UTF_8),
                RecordKind.VALUE_STREAMS.encode(catalog()));
        assertThat(fixture.awaitValue("SELECT count() FROM catalog_kpis FINAL WHERE revision = 1000", "5"))
                .isEqualTo("5");
        try (EventProducer deployments = EventProducer.open(fixture.endpoints().kafka(), Topics.DEPLOYMENTS);
                EventProducer incidents = EventProducer.open(fixture.endpoints().kafka(), Topics.INCIDENTS)) {
            for (String service : List.of("k1", "l1")) {
                deployments.send(RecordKind.DEPLOYMENTS.encoded(DeploymentEvent.newBuilder()
                        .setEventId("deployed-" + service)
                        .setChangeId("CH-" + service)
                        .setPhase(ChangePhase.SUCCEEDED)
                        .setOccurredAt(LIVE)
                        .setService(service)
                        .build()));
            }
            incidents.send(RecordKind.INCIDENTS.encoded(incident(IncidentPhase.OPENED, DOWN)));
            incidents.send(
                    RecordKind.INCIDENTS.encoded(incident(IncidentPhase.RESOLVED, DOWN.plus(Duration.ofHours(3)))));
            deployments.flush();
            incidents.flush();
        }
        try (EventProducer activity = EventProducer.open(fixture.endpoints().kafka(), Topics.LEARNING_ACTIVITY)) {
            Random random = new Random(1);
            for (Instant minute = BEGIN; minute.isBefore(END); minute = minute.plusSeconds(60)) {
                boolean out = !minute.isBefore(LIVE) && minute.isBefore(BACK);
                for (int i = 0; i < 3; i++) {
                    if (!out && random.nextInt(10) > 0) {
                        activity.send(RecordKind.LEARNING_ACTIVITY.encoded(request("k1", minute, i, random)));
                    }
                }
                activity.send(RecordKind.LEARNING_ACTIVITY.encoded(request("l1", minute, 9, random)));
            }
            activity.flush();
        }
    }

    @AfterAll
    static void stop() {
        fixture.stop();
    }

    private static IncidentEvent incident(IncidentPhase phase, Instant at) {
        return IncidentEvent.newBuilder()
                .setEventId("INC-1-" + phase)
                .setIncidentId("INC-1")
                .setPhase(phase)
                .setOccurredAt(at)
                .setService("l1")
                .setSeverity(Severity.MAJOR)
                .build();
    }

    private static LearningActivityEvent request(String service, Instant minute, int number, Random random) {
        return LearningActivityEvent.newBuilder()
                .setEventId(service + "-" + minute + "-" + number)
                .setOccurredAt(minute.plusMillis(6_000L * number))
                .setVerb("req")
                .setService(service)
                .setLearner("learner-" + random.nextInt(50))
                .setSuccess(random.nextInt(10) > 0)
                .build();
    }

    private static ValueStreamCatalog catalog() {
        Measure requests = new Measure(List.of("req"), Aggregate.COUNT);
        Measure working = new Measure(List.of("req"), Aggregate.COUNT_SUCCESS);
        return ValueStreamCatalog.newBuilder()
                .setRevision(1000)
                .setEffectiveFrom(Instant.EPOCH)
                .setValueStreams(
                        List.of(stream("k", "works", "requests"), stream("l", "works", "requests", "available")))
                .setServices(List.of(service("k1"), service("l1")))
                .setKpis(List.of(
                        kpi("works")
                                .setNumerator(working)
                                .setDenominator(requests)
                                .build(),
                        kpi("requests").setNumerator(requests).build(),
                        kpi("available").setSource(KpiSource.INCIDENTS).build()))
                .build();
    }

    private static Kpi.Builder kpi(String id) {
        return Kpi.newBuilder()
                .setId(id)
                .setName(id)
                .setDirection(Direction.HIGHER_IS_BETTER)
                .setMaterialEffect(0.01);
    }

    private static ValueStream stream(String id, String... kpis) {
        return new ValueStream(id, id, null, List.of(new Activity("a", "a", List.of(id + "1"))), List.of(kpis), "UTC");
    }

    private static Service service(String id) {
        return Service.newBuilder().setId(id).setName(id).build();
    }

    private static String verdicts(String change, String kpi) {
        return "SELECT arrayStringConcat(arraySort(x -> x.1, groupArray((horizon_seconds, toString(verdict)))).2, ' ')"
                + " FROM latest_effects WHERE change_id = '" + change + "' AND kpi = '" + kpi
                + "' AND horizon_seconds <= 21600 AND status != 'PROVISIONAL'";
    }

    @Test
    void nothingHappensSinceAChangeIsHarm() throws Exception {
        String all = "DEGRADED DEGRADED DEGRADED";
        assertThat(fixture.awaitValue(verdicts("CH-k1", "works"), all)).isEqualTo(all);
        assertThat(fixture.awaitValue(verdicts("CH-k1", "requests"), all)).isEqualTo(all);
        assertThat(fixture.query("SELECT countIf(verdict IN ('IMPROVED', 'DEGRADED')) FROM latest_effects"
                        + " WHERE change_id = 'CH-l1'"))
                .isEqualTo("0");
        assertThat(fixture.query("SELECT business_result FROM change_summary WHERE change_id = 'CH-k1'"))
                .isEqualTo("DEGRADED");
        String alert = "SELECT DISTINCT subject FROM alerts WHERE kind = 'EFFECT_DEGRADED' AND change_id = 'CH-k1'"
                + " ORDER BY subject";
        assertThat(fixture.awaitValue(alert, "requests\nworks")).isEqualTo("requests\nworks");
    }

    @Test
    void theSilenceIsAlertedOfAlthoughTheHistoryIsReadAtOnce() throws Exception {
        String silence = "SELECT value_stream, state, raised_at FROM alerts WHERE kind = 'VALUE_STREAM_SILENT'";
        String expected = "k\tCLEARED\t2026-02-02 15:59:00.000";
        assertThat(fixture.awaitValue(silence, expected)).isEqualTo(expected);
    }

    @Test
    void availabilityAndVolumeAreOutcomesLikeOthers() throws Exception {
        String down =
                "SELECT min(minute), max(minute), count() FROM outcomes WHERE kpi = 'available' AND numerator = 0";
        assertThat(fixture.awaitValue(down, "2026-01-25 00:00:00\t2026-01-25 02:59:00\t180"))
                .isEqualTo("2026-01-25 00:00:00\t2026-01-25 02:59:00\t180");
        String silent = "SELECT count() FROM (SELECT minute FROM outcomes WHERE value_stream = 'k' AND kpi = 'requests'"
                + " AND minute >= '2026-02-02 10:00:00' AND minute < '2026-02-03 06:00:00' GROUP BY minute"
                + " HAVING sum(numerator) = 0 AND sum(denominator) = 1)";
        assertThat(fixture.awaitValue(silent, "1200")).isEqualTo("1200");
        assertThat(fixture.query("SELECT toFloat64(sum(numerator) / sum(denominator)) FROM outcomes WHERE"
                        + " value_stream = 'l' AND kpi = 'requests'"
                        + " AND minute < '2026-02-03 12:00:00'"))
                .isEqualTo("1");
        assertThat(fixture.awaitUnaccounted()).isEqualTo("0");
    }
}
