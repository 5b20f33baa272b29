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
 * Assigns partitions by Flink's own Kafka enumerator, and tells all readers the topic's watermark.
 *
 * <p>Every reader emits the same watermark, also one whose partitions are silent: with Flink's idleness, an operator
 * would leave the silent reader out, and whether its next records arrive there before or after the others' next watermark
 * would depend on the network and the machine.
 *
 * <p>A topic that is idle as a whole, where others must not wait for it, is woken up before its watermark moves: all
 * readers report that they have passed that on.
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
    /** The last decision, until it is followed: that has to wait for readers to be awake. */
    private Decision latest;

    private WatermarkDecision told = new WatermarkDecision(Long.MIN_VALUE, false, 0);
    private long generation;
    /** What the thread that asks Kafka decides by; replaced as a whole. */
    private volatile Question question;

    private long questions;
    private long warnedAt = System.nanoTime() - WARNING_NANOS;

    private record Question(TopicWatermark.Snapshot snapshot, long number, long generation) {}

    private record Answer(Decision decision, long generation) {}

    /** A coordinator around Flink's enumerator; {@code idleWhenQuiet} says whether a topic that is read to its end holds nobody back. */
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
        if (moved && told.idle()) {
            wakeUp();
        }
        ask();
    }

    private void ask() {
        question = new Question(topic.snapshot(), ++questions, generation);
    }

    /** Runs in the thread that may wait for Kafka. */
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
        if (latest != null && told.idle() && !latest.quiet()) {
            wakeUp();
        } else if (latest != null && awake()) {
            follow(latest);
            latest = null;
        }
    }

    /** Makes the topic hold back others again; what was decided before counts no longer. */
    private void wakeUp() {
        generation++;
        latest = null;
        tell(new WatermarkDecision(told.watermark(), false, told.wakeUps() + 1));
        ask();
    }

    private void follow(Decision decision) {
        long watermark = Math.max(told.watermark(), decision.watermark());
        boolean idle = idleWhenQuiet && decision.quiet();
        if (watermark != told.watermark() || idle != told.idle()) {
            tell(new WatermarkDecision(watermark, idle, told.wakeUps()));
        }
    }

    private void warn(Throwable failure) {
        long now = System.nanoTime();
        if (now - warnedAt >= WARNING_NANOS) {
            warnedAt = now;
            LOG.warn("the ends of the topic's partitions are not known, the watermark waits: {}", failure.toString());
        }
    }

    /** Whether every reader has passed on the last wake-up. */
    private boolean awake() {
        return context.registeredReaders().keySet().stream()
                .allMatch(reader -> wakeUpsOfReader.getOrDefault(reader, -1L) >= told.wakeUps());
    }

    private void tell(WatermarkDecision decision) {
        told = decision;
        context.registeredReaders().keySet().forEach(reader -> context.sendEventToSourceReader(reader, decision));
    }

    /** Readers that begin anew read again what the watermark has passed: it begins anew too. */
    private void beginAnew() {
        generation++;
        question = null;
        latest = null;
        topic.forget();
        wakeUpsOfReader.clear();
        tell(new WatermarkDecision(Long.MIN_VALUE, false, told.wakeUps()));
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
     * By what the watermark is decided.
     *
     * @param outOfOrderness how far it is behind a partition's latest event
     * @param idleness how long a partition that is read to its end has to be silent to be left out
     * @param idleWhenQuiet whether a topic that is read to its end holds nobody back
     */
    record WatermarkRules(Duration outOfOrderness, Duration idleness, boolean idleWhenQuiet) implements Serializable {}
}
