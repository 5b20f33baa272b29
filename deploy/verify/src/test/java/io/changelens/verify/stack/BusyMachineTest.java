package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.importer.EventProducer;
import io.changelens.local.flink.Jobs;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What is late, and whether all is accounted for, on a machine whose processors are busy with something else. */
@TestMethodOrder(OrderAnnotation.class)
class BusyMachineTest {

    private static final int EVENTS = 300_000;
    private static final int MINUTES = 3_000;
    private static final int BUSY = 4;
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    private static final AtomicBoolean BUSY_LOOPS = new AtomicBoolean(true);
    private static final AtomicLong SPUN = new AtomicLong();

    private static StackFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = StackFixture.start(Jobs.all());
        for (int i = 0; i < BUSY; i++) {
            Thread loop = new Thread(() -> {
                while (BUSY_LOOPS.get()) {
                    SPUN.lazySet(SPUN.get() + 1);
                }
            });
            loop.setDaemon(true);
            loop.start();
        }
    }

    @AfterAll
    static void stop() {
        BUSY_LOOPS.set(false);
        fixture.stop();
    }

    /** Whole minutes: every watermark is the last millisecond of one, and several partitions stand there together. */
    @Test
    @Order(1)
    void anOrderedImportOfWholeMinutesMakesNothingLateAndLosesNothing() throws Exception {
        Random random = new Random(5);
        try (EventProducer broker = EventProducer.open(fixture.endpoints().kafka(), Topics.LEARNING_ACTIVITY)) {
            for (int i = 0; i < EVENTS; i++) {
                Instant minute = BEGIN.plusSeconds(60L * (i / (EVENTS / MINUTES)));
                broker.send(event(i, minute, random));
            }
            broker.flush();
        }

        String events = "SELECT sum(events) FROM outcome_minutes FINAL WHERE kpi = 'engagement'";
        assertThat(fixture.awaitValue(events, Integer.toString(EVENTS))).isEqualTo(Integer.toString(EVENTS));
        assertThat(fixture.awaitValue(
                        "SELECT sum(read), sum(counted), sum(unaccounted) FROM audit WHERE topic = 'learning-activity'",
                        EVENTS + "\t" + EVENTS + "\t0"))
                .isEqualTo(EVENTS + "\t" + EVENTS + "\t0");
        assertThat(fixture.query("SELECT count() FROM late_events")).isEqualTo("0");
    }

    private static EncodedRecord event(int number, Instant minute, Random random) {
        LearningActivityEvent event = LearningActivityEvent.newBuilder()
                .setEventId("e" + number)
                .setOccurredAt(minute)
                .setVerb("page.viewed")
                .setService("course-content")
                .setLearner("l" + random.nextInt(10_000))
                .setCohort("c" + random.nextInt(3))
                .setValue(1.0)
                .build();
        return new EncodedRecord(
                minute.toEpochMilli(),
                event.getLearner().getBytes(StandardCharsets.UTF_8),
                RecordKind.LEARNING_ACTIVITY.encode(event));
    }

    /** Copies, late events and broken records have their place in the account; what is taken away from it is missed. */
    @Test
    @Order(2)
    void theAccountMissesARecordThatIsDropped() throws Exception {
        List<byte[]> broken = new ArrayList<>();
        Random random = new Random(5);
        try (EventProducer broker = EventProducer.open(fixture.endpoints().kafka(), Topics.LEARNING_ACTIVITY)) {
            Instant last = BEGIN.plusSeconds(60L * (MINUTES - 1));
            EncodedRecord fresh = event(EVENTS, last, random);
            broker.send(fresh);
            broker.send(fresh);
            broker.flush();
        }
        for (int i = 0; i < 3; i++) {
            broken.add(new byte[] {(byte) i});
            fixture.publish(Topics.LEARNING_ACTIVITY, null, broken.get(i));
        }
        String account =
                "SELECT sum(duplicates), sum(rejected), sum(unaccounted) FROM audit WHERE topic = 'learning-activity'";
        assertThat(fixture.awaitValue(account, "1\t3\t0")).isEqualTo("1\t3\t0");

        fixture.query("ALTER TABLE rejected_records DELETE WHERE raw = unhex('01') SETTINGS mutations_sync = 2");

        assertThat(fixture.query(account)).isEqualTo("1\t2\t1");
    }
}
