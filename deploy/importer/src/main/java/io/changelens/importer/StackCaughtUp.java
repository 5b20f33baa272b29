package io.changelens.importer;

import io.changelens.local.UserError;
import io.changelens.local.flink.CheckpointRequests;
import io.changelens.local.flink.Jobs;
import io.changelens.pipeline.DeliveryJob;
import io.changelens.pipeline.EffectsJob;
import io.changelens.pipeline.OutcomesJob;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Waits until the tables of a running stack hold the results of what was sent. Asks Flink for a checkpoint of each job
 * that the data pass, in that order, and the account in ClickHouse for how far the jobs are. That takes a second or two;
 * the offsets that the jobs commit to Kafka ({@link CommittedOffsets}) arrive some 10 s later, because Flink commits
 * them when its consumer has waited in vain for further records.
 */
public final class StackCaughtUp implements CaughtUp {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration STANDSTILL = Duration.ofMinutes(3);
    /** The outcomes job publishes an unfinished minute after the preview delay; the rest is the flush of its sums. */
    private static final Duration LAST_MINUTES = Jobs.PREVIEW_DELAY.plusMillis(1200);

    private final KafkaSettings kafka;
    private final Audit audit;
    private final CheckpointRequests checkpoints;
    private final PrintStream err;

    /**
     * Waits for the jobs of a stack.
     *
     * @param kafka Kafka of the stack
     * @param audit accounts of its jobs
     * @param checkpoints asks its jobs for checkpoints
     * @param err receives progress and results for the user
     */
    public StackCaughtUp(KafkaSettings kafka, Audit audit, CheckpointRequests checkpoints, PrintStream err) {
        this.kafka = kafka;
        this.audit = audit;
        this.checkpoints = checkpoints;
        this.err = err;
    }

    @Override
    public boolean await(Set<String> topics, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (GroupOffsets offsets = new GroupOffsets(kafka);
                UnreadRecords unread = new UnreadRecords(kafka)) {
            boolean all = true;
            for (String topic : topics) {
                all &= topic.equals(Topics.LEARNING_ACTIVITY)
                        ? awaitActivity(offsets, unread, deadline)
                        : await(topic, DeliveryJob.NAME, offsets, unread, deadline);
            }
            return all;
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (ExecutionException | KafkaException | UserError e) {
            Throwable why = e instanceof ExecutionException ? e.getCause() : e;
            err.println("cannot see how far the jobs are: "
                    + KafkaFailure.explain(why, kafka).orElseGet(why::getMessage)
                    + "; what was sent is in Kafka, and the jobs go on by themselves");
            return false;
        }
    }

    /** Learning activity passes the outcomes job, then the topic of outcomes, then the two jobs that read it. */
    private boolean awaitActivity(GroupOffsets offsets, UnreadRecords unread, long deadline)
            throws ExecutionException, InterruptedException {
        if (!await(Topics.LEARNING_ACTIVITY, OutcomesJob.NAME, offsets, unread, deadline)) {
            return false;
        }
        Thread.sleep(LAST_MINUTES.toMillis());
        checkpoints.take(OutcomesJob.NAME);
        // The account of the events is complete without it, so a job that is slow here only says so.
        await(Topics.OUTCOMES, EffectsJob.NAME, offsets, unread, deadline);
        checkpoints.take(DeliveryJob.NAME);
        return true;
    }

    private boolean await(String topic, String job, GroupOffsets offsets, UnreadRecords unread, long deadline)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = offsets.ends(List.of(kafka.topic(topic)));
        checkpoints.take(job);
        long behind = unread.count(read(topic, ends.keySet()), ends);
        long movedAt = System.nanoTime();
        try (Progress progress =
                Progress.of("checkpoint of the job " + job + ": " + topic + " read", " events", 1, behind, err)) {
            long most = behind;
            while (behind > 0) {
                if (System.nanoTime() > deadline || System.nanoTime() - movedAt > STANDSTILL.toNanos()) {
                    err.printf(
                            Locale.ROOT,
                            "the job %s is %,d events of %s behind and goes on by itself%n",
                            job,
                            behind,
                            topic);
                    return false;
                }
                Thread.sleep(PAUSE.toMillis());
                checkpoints.take(job);
                long now = unread.count(read(topic, ends.keySet()), ends);
                movedAt = now < behind ? System.nanoTime() : movedAt;
                behind = now;
                progress.to(most - behind);
            }
        }
        return true;
    }

    private Map<TopicPartition, Long> read(String topic, Set<TopicPartition> partitions) throws InterruptedException {
        Map<Integer, Long> next = audit.nextOffsets(topic);
        Map<TopicPartition, Long> read = new HashMap<>();
        partitions.forEach(partition -> read.put(partition, next.getOrDefault(partition.partition(), 0L)));
        return read;
    }
}
