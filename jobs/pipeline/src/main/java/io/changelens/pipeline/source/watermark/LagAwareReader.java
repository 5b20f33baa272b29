package io.changelens.pipeline.source.watermark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads partitions with Flink's Kafka reader, reports the progress of each partition to the coordinator, and emits the
 * watermarks that the coordinator decides.
 *
 * @param <T> the type of a decoded record
 */
final class LagAwareReader<T> implements SourceReader<T, KafkaPartitionSplit> {

    private static final long REPORT_MILLIS = 100;

    private final SourceReader<T, KafkaPartitionSplit> kafka;
    private final SourceReaderContext context;
    private final Records<T> records;
    private final Map<Integer, Progress<T>> partitions = new HashMap<>();
    private final Executor reportTimer = CompletableFuture.delayedExecutor(REPORT_MILLIS, TimeUnit.MILLISECONDS);
    private Output output;
    private WatermarkDecision decided = new WatermarkDecision(Long.MIN_VALUE, false, 0);
    private boolean newDecision;
    private boolean idle;
    private boolean unreported;
    private long reportedAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(REPORT_MILLIS);
    private volatile CompletableFuture<Void> wakeUp = new CompletableFuture<>();
    private boolean reportScheduled;

    /**
     * Wraps Flink's reader.
     *
     * @param kafka Flink's reader
     * @param context sends the reports to the coordinator
     * @param records reads position and event time of decoded records
     */
    LagAwareReader(SourceReader<T, KafkaPartitionSplit> kafka, SourceReaderContext context, Records<T> records) {
        this.kafka = kafka;
        this.context = context;
        this.records = records;
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> out) throws Exception {
        if (wakeUp.isDone()) {
            wakeUp = new CompletableFuture<>();
            reportScheduled = false;
        }
        if (output == null || output.target != out) {
            output = new Output(out);
        }
        if (newDecision) {
            newDecision = false;
            passOn(out);
        }
        InputStatus status = kafka.pollNext(output);
        report();
        return status;
    }

    private void passOn(ReaderOutput<T> out) {
        if (decided.watermark() > Long.MIN_VALUE) {
            // This also marks the output active.
            out.emitWatermark(new Watermark(decided.watermark()));
        }
        if (decided.idle()) {
            out.markIdle();
        } else {
            out.markActive();
        }
        idle = decided.idle();
    }

    /** Reports new progress, at most once in 100 ms. */
    private void report() {
        if (!unreported) {
            return;
        }
        long now = System.nanoTime();
        if (now - reportedAt >= TimeUnit.MILLISECONDS.toNanos(REPORT_MILLIS)) {
            unreported = false;
            reportedAt = now;
            Map<Integer, PartitionProgress> progress = new HashMap<>();
            partitions.forEach(
                    (partition, p) -> progress.put(partition, new PartitionProgress(p.nextOffset, p.latest)));
            context.sendSourceEventToCoordinator(new ProgressReport(progress, decided.wakeUps()));
        } else if (!reportScheduled) {
            reportScheduled = true;
            CompletableFuture<Void> later = wakeUp;
            reportTimer.execute(() -> later.complete(null));
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> available = kafka.isAvailable();
        if (newDecision || available.isDone()) {
            return newDecision ? CompletableFuture.completedFuture(null) : available;
        }
        return CompletableFuture.anyOf(available, wakeUp).thenApply(any -> null);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            partitions
                    .computeIfAbsent(split.getPartition(), p -> new Progress<>(records))
                    .begin(split.getStartingOffset());
        }
        unreported = true;
        kafka.addSplits(splits);
        wakeUp.complete(null);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof WatermarkDecision decision) {
            decided = decision;
            newDecision = true;
            // The coordinator waits for a report that confirms the wake-up; after a reset it needs a report of every
            // reader.
            unreported |= decision.watermark() == Long.MIN_VALUE || idle != decision.idle();
            wakeUp.complete(null);
        } else {
            kafka.handleSourceEvents(event);
        }
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return kafka.snapshotState(checkpointId);
    }

    @Override
    public void notifyNoMoreSplits() {
        kafka.notifyNoMoreSplits();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        kafka.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws Exception {
        kafka.close();
    }

    /** Progress of one partition: what has been emitted downstream. */
    private static final class Progress<T> {
        private final Records<T> records;
        private long nextOffset;
        private long latest = Long.MIN_VALUE;

        Progress(Records<T> records) {
            this.records = records;
        }

        void begin(long offset) {
            // A negative offset is a marker, such as "earliest": the first record then shows where the partition
            // starts.
            nextOffset = Math.max(0, offset);
        }

        /** Records that a record was emitted, and returns its event time. */
        long sent(T record) {
            nextOffset = records.offset(record) + 1;
            long time = records.eventTime(record);
            latest = Math.max(latest, time);
            return time;
        }
    }

    /**
     * Emits records with their event time. All splits share the main output, because the watermark is that of the
     * topic.
     */
    private final class Output implements ReaderOutput<T> {
        private final ReaderOutput<T> target;

        Output(ReaderOutput<T> target) {
            this.target = target;
        }

        @Override
        public SourceOutput<T> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            // All splits share one output.
        }

        @Override
        public void collect(T record) {
            if (idle) {
                // Streams that this record is joined with wait for the topic from now on.
                idle = false;
                target.markActive();
            }
            unreported = true;
            long time = partitions.get(records.partition(record)).sent(record);
            target.collect(record, time);
        }

        @Override
        public void collect(T record, long published) {
            collect(record);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            target.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            target.markIdle();
        }

        @Override
        public void markActive() {
            target.markActive();
        }
    }
}
