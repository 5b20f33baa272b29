package io.changelens.pipeline.source.watermark;

import io.changelens.pipeline.source.watermark.TopicWatermark.Decision;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns partitions with Flink's Kafka enumerator, and sends the watermark of the topic to all readers.
 *
 * <p>Every reader emits the same watermark, even if its partitions are silent. With Flink's own idleness, an operator
 * would leave the silent reader out; whether its next records arrive before or after the next watermark of the other
 * readers would then depend on the network and the machine.
 *
 * <p>When the whole topic is idle, so that it holds back no other stream, it is woken up before its watermark advances:
 * all readers must report that they have passed the wake-up on.
 */
final class WatermarkCoordinator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private static final Logger LOG = LoggerFactory.getLogger(WatermarkCoordinator.class);
    private static final long INTERVAL_MILLIS = 200;
    private static final long WARNING_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final LagCheck lag;
    private final boolean idleWhenQuiet;
    private final TopicWatermark topic;
    private final Map<Integer, Long> wakeUpsOfReader = new HashMap<>();
    /** The last decision. It is applied once all readers have passed the last wake-up on. */
    private Decision latest;

    private WatermarkDecision announced = new WatermarkDecision(Long.MIN_VALUE, false, 0);
    private long generation;
    /** The input of the thread that asks Kafka; replaced as a whole. */
    private volatile Question question;

    private long questions;
    private long warnedAt = System.nanoTime() - WARNING_NANOS;

    private record Question(TopicWatermark.Snapshot snapshot, long number, long generation) {}

    private record Answer(Decision decision, long generation) {}

    /**
     * Wraps Flink's enumerator.
     *
     * @param kafka Flink's enumerator
     * @param context sends the watermark to the readers
     * @param connect connects to Kafka, to ask for the ends of the topic
     * @param rules rules by which the watermark is decided
     */
    WatermarkCoordinator(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Supplier<TopicEnds> connect,
            WatermarkRules rules) {
        this.kafka = kafka;
        this.context = context;
        this.lag = new LagCheck(connect);
        this.idleWhenQuiet = rules.idleWhenQuiet();
        this.topic = new TopicWatermark(
                rules.outOfOrderness().toMillis(), rules.idleness().toNanos());
    }

    @Override
    public void start() {
        kafka.start();
        context.callAsync(this::decide, this::answered, INTERVAL_MILLIS, INTERVAL_MILLIS);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (!(event instanceof ProgressReport report)) {
            kafka.handleSourceEvent(subtask, event);
            return;
        }
        long now = System.nanoTime();
        boolean moved = false;
        for (Map.Entry<Integer, PartitionProgress> entry : report.partitions().entrySet()) {
            moved |= topic.report(entry.getKey(), entry.getValue(), now);
        }
        wakeUpsOfReader.put(subtask, report.wakeUps());
        if (moved && announced.idle()) {
            wakeUp();
        }
        ask();
    }

    private void ask() {
        question = new Question(topic.snapshot(), ++questions, generation);
    }

    /** Runs in a thread that may block on Kafka. */
    private Answer decide() {
        Question asked = question;
        Decision decision = asked == null ? null : lag.decide(asked.snapshot(), asked.number());
        return decision == null ? null : new Answer(decision, asked.generation());
    }

    private void answered(Answer answer, Throwable failure) {
        if (failure != null) {
            warn(failure);
            return;
        }
        if (answer != null && answer.generation() == generation) {
            latest = answer.decision();
        }
        if (latest != null && announced.idle() && !latest.quiet()) {
            wakeUp();
        } else if (latest != null && awake()) {
            follow(latest);
            latest = null;
        }
    }

    /** Makes the topic hold back other streams again, and discards earlier decisions. */
    private void wakeUp() {
        generation++;
        latest = null;
        announce(new WatermarkDecision(announced.watermark(), false, announced.wakeUps() + 1));
        ask();
    }

    private void follow(Decision decision) {
        long watermark = Math.max(announced.watermark(), decision.watermark());
        boolean idle = idleWhenQuiet && decision.quiet();
        if (watermark != announced.watermark() || idle != announced.idle()) {
            announce(new WatermarkDecision(watermark, idle, announced.wakeUps()));
        }
    }

    private void warn(Throwable failure) {
        long now = System.nanoTime();
        if (now - warnedAt >= WARNING_NANOS) {
            warnedAt = now;
            LOG.warn("the ends of the topic's partitions are not known, the watermark waits: {}", failure.toString());
        }
    }

    /** Returns whether every reader has passed the last wake-up on. */
    private boolean awake() {
        return context.registeredReaders().keySet().stream()
                .allMatch(reader -> wakeUpsOfReader.getOrDefault(reader, -1L) >= announced.wakeUps());
    }

    private void announce(WatermarkDecision decision) {
        announced = decision;
        context.registeredReaders().keySet().forEach(reader -> context.sendEventToSourceReader(reader, decision));
    }

    /** Resets the watermark, because readers that start again read records that the watermark has passed. */
    private void beginAnew() {
        generation++;
        question = null;
        latest = null;
        topic.forget();
        wakeUpsOfReader.clear();
        announce(new WatermarkDecision(Long.MIN_VALUE, false, announced.wakeUps()));
    }

    @Override
    public void addReader(int subtask) {
        beginAnew();
        kafka.addReader(subtask);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        beginAnew();
        kafka.addSplitsBack(splits, subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        kafka.handleSplitRequest(subtask, host);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
        return kafka.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void close() throws IOException {
        kafka.close();
        lag.close();
    }

    /**
     * Rules by which the watermark is decided.
     *
     * @param outOfOrderness lag of the watermark behind the latest event of a partition
     * @param idleness how long a partition that is read to its end must be silent before the watermark ignores it
     * @param idleWhenQuiet whether the topic holds back no other stream while all its partitions are read to their end
     *     and silent
     */
    record WatermarkRules(Duration outOfOrderness, Duration idleness, boolean idleWhenQuiet) implements Serializable {}
}
