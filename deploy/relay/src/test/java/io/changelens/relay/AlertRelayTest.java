package io.changelens.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.AlertKind;
import io.changelens.schemas.AlertSeverity;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.RecordKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AlertRelayTest {

    private static final TopicPartition PARTITION = new TopicPartition("p.change-alerts", 0);
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final List<String> told = new ArrayList<>();
    private final List<String> holding = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();
    private Instant now = NOW;
    private MockConsumer<byte[], byte[]> consumer;
    private AlertRelay relay;

    private final AlertTarget target = new AlertTarget() {
        @Override
        public void changed(ChangeAlert alert) {
            told.add(alert.getAlertId() + " " + alert.getState());
        }

        @Override
        public void holding(Collection<ChangeAlert> raised) {
            holding.add(raised.stream()
                    .map(ChangeAlert::getAlertId)
                    .sorted()
                    .toList()
                    .toString());
        }
    };

    static ChangeAlert alert(String id, AlertState state, long revision) {
        return ChangeAlert.newBuilder()
                .setAlertId(id)
                .setKind(AlertKind.EFFECT_DEGRADED)
                .setState(state)
                .setSeverity(AlertSeverity.HIGH)
                .setRaisedAt(NOW.minusSeconds(3600))
                .setChangeId("CH-1")
                .setValueStream("learn")
                .setText("Change CH-1 made it worse")
                .setRevision(revision)
                .build();
    }

    private void publish(ChangeAlert alert) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                PARTITION.topic(), 0, topic.size(), new byte[0], RecordKind.CHANGE_ALERTS.encode(alert));
        topic.add(record);
        if (consumer != null) {
            consumer.addRecord(record);
        }
    }

    /** As a process does: all of the topic is there for it to read. */
    private void start(long... committed) {
        // An assignment makes this consumer forget what was committed; a broker does not.
        consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
                Map<TopicPartition, OffsetAndMetadata> since = super.committed(partitions);
                return since.get(PARTITION) == null && committed.length > 0
                        ? Map.of(PARTITION, new OffsetAndMetadata(committed[0]))
                        : since;
            }
        };
        Node node = new Node(0, "h", 1);
        consumer.updatePartitions(
                PARTITION.topic(),
                List.of(new PartitionInfo(PARTITION.topic(), 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) topic.size()));
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        relay = new AlertRelay(consumer, PARTITION.topic(), List.of(target), Duration.ofDays(14), clock);
        relay.start();
        topic.forEach(consumer::addRecord);
    }

    private long committed() {
        return consumer.committed(Set.of(PARTITION)).get(PARTITION).offset();
    }

    @Test
    void eachChangeOfAStateIsToldOnce() throws InterruptedException {
        start();
        publish(alert("a", AlertState.RAISED, 1));
        publish(alert("a", AlertState.RAISED, 2));
        publish(alert("b", AlertState.CLEARED, 1));
        publish(alert("a", AlertState.CLEARED, 4));
        publish(alert("a", AlertState.RAISED, 3));
        publish(alert("a", AlertState.RAISED, 5));
        relay.step(Duration.ZERO);

        assertThat(told).containsExactly("a RAISED", "a CLEARED", "a RAISED");
        assertThat(committed()).isEqualTo(6);
    }

    @Test
    void theFirstStartTellsOnlyWhatComesAfterItAndWhatHoldsNow() throws InterruptedException {
        publish(alert("old", AlertState.RAISED, 1));
        publish(alert("over", AlertState.RAISED, 1));
        publish(alert("over", AlertState.CLEARED, 2));
        start();
        relay.step(Duration.ZERO);
        publish(alert("old", AlertState.RAISED, 3));
        publish(alert("new", AlertState.RAISED, 1));
        relay.step(Duration.ZERO);

        assertThat(told).containsExactly("new RAISED");
        assertThat(holding).containsExactly("[old]");
    }

    @Test
    void aRestartTellsWhatItMissedAndNothingTwice() throws InterruptedException {
        publish(alert("a", AlertState.RAISED, 1));
        publish(alert("b", AlertState.RAISED, 1));
        publish(alert("a", AlertState.RAISED, 2));
        publish(alert("b", AlertState.CLEARED, 2));
        start(2);
        relay.step(Duration.ZERO);

        assertThat(told).containsExactly("b CLEARED");
        assertThat(committed()).isEqualTo(4);
        start(4);
        relay.step(Duration.ZERO);
        assertThat(told).hasSize(1);
    }

    @Test
    void whatHoldsIsToldEveryMinute() throws InterruptedException {
        start();
        publish(alert("a", AlertState.RAISED, 1));
        for (int second = 0; second <= 130; second += 10) {
            now = NOW.plusSeconds(second);
            relay.step(Duration.ZERO);
        }

        assertThat(holding).containsExactly("[a]", "[a]", "[a]");
    }

    @Test
    void conditionsOfLongAgoAreLeftOut() throws InterruptedException {
        start();
        ChangeAlert ancient = alert("ancient", AlertState.RAISED, 1);
        ancient.setRaisedAt(NOW.minus(Duration.ofDays(15)));
        publish(ancient);
        relay.step(Duration.ZERO);

        assertThat(told).isEmpty();
        assertThat(holding).containsExactly("[]");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aRecordThatCannotBeReadIsPassedBy() throws InterruptedException {
        start();
        ConsumerRecord<byte[], byte[]> broken =
                new ConsumerRecord<>(PARTITION.topic(), 0, 0, new byte[0], new byte[] {1, 2, 3});
        topic.add(broken);
        consumer.addRecord(broken);
        publish(alert("a", AlertState.RAISED, 1));
        relay.step(Duration.ZERO);

        assertThat(told).containsExactly("a RAISED");
        assertThat(committed()).isEqualTo(2);
    }
}
