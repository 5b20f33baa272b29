package io.changelens.importer;

import io.changelens.schemas.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts what became of the rows of an import: read, converted to events, sent, skipped, rejected. */
public final class ImportReport {
    private final RecordKind<?> kind;
    private final int files;
    private final boolean dryRun;
    private final ReasonCounts skipped = new ReasonCounts();
    private final ReasonCounts rejected = new ReasonCounts();
    private long read;
    private long events;
    private long sent;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private Duration took = Duration.ZERO;
    private Optional<IntakeAccount> judgement = Optional.empty();

    /**
     * An empty report.
     *
     * @param kind kind of the records
     * @param files number of files
     * @param dryRun whether nothing is sent
     */
    public ImportReport(RecordKind<?> kind, int files, boolean dryRun) {
        this.kind = kind;
        this.files = files;
        this.dryRun = dryRun;
    }

    /** Counts a row that was read. */
    public void rowRead() {
        read++;
    }

    /**
     * Counts an event.
     *
     * @param time its event time, epoch milliseconds
     */
    public void event(long time) {
        events++;
        first = Math.min(first, time);
        last = Math.max(last, time);
    }

    /** Sets the number of acknowledged events. */
    public void sent(long confirmed) {
        sent = confirmed;
    }

    /** Adds the jobs' account of the events that were sent. */
    public void judged(IntakeAccount byTheJobs) {
        judgement = Optional.of(byTheJobs);
    }

    /** The jobs' account of the events that were sent; empty if it was not awaited. */
    public Optional<IntakeAccount> judgement() {
        return judgement;
    }

    /**
     * Marks the import as complete.
     *
     * @param duration how long it took
     */
    public void finished(Duration duration) {
        took = duration;
    }

    /** Kind of the records. */
    public RecordKind<?> kind() {
        return kind;
    }

    /** Number of files. */
    public int files() {
        return files;
    }

    /** Whether nothing is sent. */
    public boolean dryRun() {
        return dryRun;
    }

    /** Number of data rows read, whatever became of them. */
    public long read() {
        return read;
    }

    /** Number of events made from the rows. */
    public long events() {
        return events;
    }

    /** Number of events that the broker has acknowledged. */
    public long sent() {
        return sent;
    }

    /** Rows, or single events of rows, that the mapping leaves out, by reason. */
    public ReasonCounts skipped() {
        return skipped;
    }

    /** Invalid rows, from which no event was made, by reason. */
    public ReasonCounts rejected() {
        return rejected;
    }

    /** Earliest event time; empty without events. */
    public Optional<Instant> firstEvent() {
        return events == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
    }

    /** Latest event time; empty without events. */
    public Optional<Instant> lastEvent() {
        return events == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last));
    }

    /** How long the import took; zero until it is complete. */
    public Duration took() {
        return took;
    }

    /** Whether the import succeeded: false only if rows were rejected and there is no event. */
    public boolean ok() {
        return events > 0 || rejected.rows() == 0;
    }
}
