package io.changelens.importer;

import io.changelens.importer.SentEvents.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Queries how the jobs of the running stack accounted for the records of a topic, and what an import left outdated.
 * Topics have their contract's names.
 */
public interface Audit {

    /** The account of a topic so far. */
    IntakeAccount of(String topic) throws InterruptedException;

    /** The offset after the last record that is in the account, by partition; none for a partition that was not read. */
    Map<Integer, Long> nextOffsets(String topic) throws InterruptedException;

    /**
     * The late events and rejected records in some ranges of offsets, at most 200,000.
     *
     * @param topic the topic
     * @param ranges offsets by partition
     */
    List<Kept> kept(String topic, Map<Integer, Range> ranges) throws InterruptedException;

    /** The outcomes that the newest catalog would compute differently; empty if there are none. */
    Optional<OutdatedOutcomes> outdated() throws InterruptedException;

    /** The end of the latest minute with outcomes of activity; empty if there are none. */
    Optional<Instant> outcomesUntil() throws InterruptedException;

    /**
     * An event that is kept apart because it does not count.
     *
     * @param reason {@link #LATE}, or the rule that rejected it
     * @param partition its partition
     * @param offset its offset
     * @param detail the event, or why it was rejected
     */
    record Kept(String reason, int partition, long offset, String detail) {
        /** Reason of late events. */
        public static final String LATE = "late";

        /** Whether the event was late. */
        boolean late() {
            return reason.equals(LATE);
        }
    }

    /**
     * Waits until the account covers a number of records more than an earlier account and balances (nothing unaccounted
     * for), for at most 30 s. The jobs publish accounts with their checkpoints; rows about records that do not count
     * are inserted shortly after.
     *
     * @param before the earlier account
     * @param topic the topic
     * @param records number of records that were sent since
     * @return the difference to the earlier account
     */
    default IntakeAccount since(IntakeAccount before, String topic, long records) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        IntakeAccount since = of(topic).since(before);
        while ((since.read() < records || since.unaccounted() != 0) && System.nanoTime() < deadline) {
            Thread.sleep(100);
            since = of(topic).since(before);
        }
        return since;
    }
}
