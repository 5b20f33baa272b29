package io.changelens.importer;

import io.changelens.pipeline.DeliveryJob;
import io.changelens.pipeline.EffectsJob;
import io.changelens.pipeline.OutcomesJob;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Waits for the offsets that the jobs commit to Kafka with each checkpoint. A committed offset means that the records
 * before it were read and need not be read again; their rows are written within the job's batch interval.
 */
public final class CommittedOffsets implements CaughtUp {
    private static final Duration FIRST_CHECKPOINT = Duration.ofSeconds(40);
    /**
     * Sum of a local job's preview delay and batch interval, and the grace period of the watermarks of idle partitions.
     */
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STANDSTILL = Duration.ofMinutes(3);

    private final KafkaSettings kafka;
    private final PrintStream err;

    /**
     * Waits for the jobs that read from a Kafka.
     *
     * @param kafka connection settings
     * @param err receives progress and results for the user
     */
    public CommittedOffsets(KafkaSettings kafka, PrintStream err) {
        this.kafka = kafka;
        this.err = err;
    }

    @Override
    public boolean await(Set<String> topics, Duration timeout) throws InterruptedException {
        try (GroupOffsets offsets = new GroupOffsets(kafka);
                UnreadRecords unread = new UnreadRecords(kafka)) {
            Map<String, List<String>> byGroup =
                    topics.stream().collect(Collectors.groupingBy(CommittedOffsets::reader));
            long deadline = System.nanoTime() + timeout.toNanos();
            boolean all = true;
            for (Map.Entry<String, List<String>> group : byGroup.entrySet()) {
                List<String> read = group.getValue().stream().map(kafka::topic).toList();
                all &= await(offsets, unread, kafka.group(group.getKey()), read, deadline);
            }
            return all;
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (ExecutionException | KafkaException e) {
            Throwable why = e instanceof ExecutionException ? e.getCause() : e;
            err.println("cannot see how far the jobs are: "
                    + KafkaFailure.explain(why, kafka).orElseGet(why::getMessage)
                    + "; what was sent is in Kafka, and the jobs go on by themselves");
            return false;
        }
    }

    /** The consumer group of the job that reads a topic and writes its results. */
    private static String reader(String topic) {
        return switch (topic) {
            case Topics.LEARNING_ACTIVITY -> OutcomesJob.GROUP;
            case Topics.OUTCOMES -> EffectsJob.GROUP;
            default -> DeliveryJob.GROUP;
        };
    }

    private boolean await(GroupOffsets offsets, UnreadRecords unread, String group, List<String> topics, long deadline)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = offsets.ends(topics);
        String names = String.join(", ", topics);
        if (!heardOf(offsets, group)) {
            err.println("no job reads " + names + " at present; one that starts later reads it from the beginning");
            return false;
        }
        long behind = unread.count(offsets.committed(group, ends.keySet()), ends);
        long movedAt = System.nanoTime();
        try (Progress progress = Progress.of("jobs read " + names, " events", 1, behind, err)) {
            long most = behind;
            while (behind > 0) {
                if (System.nanoTime() > deadline || System.nanoTime() - movedAt > STANDSTILL.toNanos()) {
                    err.printf(
                            Locale.ROOT,
                            "the jobs are %,d events of %s behind and go on by themselves%n",
                            behind,
                            names);
                    return false;
                }
                Thread.sleep(PAUSE.toMillis());
                long now = unread.count(offsets.committed(group, ends.keySet()), ends);
                movedAt = now < behind ? System.nanoTime() : movedAt;
                behind = now;
                progress.to(most - behind);
            }
        }
        Thread.sleep(LAST_WRITES.toMillis());
        err.println("the jobs have read all of " + names);
        return true;
    }

    /** Whether the group has committed offsets. A job that has just started commits first with its first checkpoint. */
    private static boolean heardOf(GroupOffsets offsets, String group) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + FIRST_CHECKPOINT.toNanos();
        while (offsets.committed(group).isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }
}
