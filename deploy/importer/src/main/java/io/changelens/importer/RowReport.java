package io.changelens.importer;

import java.time.Duration;

/** Counts what became of the rows of an import: read, skipped, rejected. */
public final class RowReport {
    private final int files;
    private final boolean dryRun;
    private final ReasonCounts skipped = new ReasonCounts();
    private final ReasonCounts rejected = new ReasonCounts();
    private long read;
    private Duration took = Duration.ZERO;

    /**
     * An empty report.
     *
     * @param files number of files
     * @param dryRun whether nothing is sent
     */
    public RowReport(int files, boolean dryRun) {
        this.files = files;
        this.dryRun = dryRun;
    }

    /** Counts a row that was read. */
    public void rowRead() {
        read++;
    }

    /**
     * Marks the import as complete.
     *
     * @param duration how long it took
     */
    public void finished(Duration duration) {
        took = duration;
    }

    /** Number of files. */
    public int files() {
        return files;
    }

    /** Whether nothing is sent. */
    public boolean dryRun() {
        return dryRun;
    }

    /** Number of rows, or elements of documents, that were read, whatever became of them. */
    public long read() {
        return read;
    }

    /** Rows, or single events of rows, that the mapping leaves out, by reason. */
    public ReasonCounts skipped() {
        return skipped;
    }

    /** Invalid rows, from which no event was made, by reason. */
    public ReasonCounts rejected() {
        return rejected;
    }

    /** How long the import took; zero until it is complete. */
    public Duration took() {
        return took;
    }
}
