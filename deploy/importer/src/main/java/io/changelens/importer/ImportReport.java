package io.changelens.importer;

import io.changelens.schemas.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What became of the rows of an import. */
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

    public ImportReport(RecordKind<?> kind, int files, boolean dryRun) {
        this.kind = kind;
        this.files = files;
        this.dryRun = dryRun;
    }

    public void rowRead() {
        read++;
    }

    public void event(long time) {
        events++;
        first = Math.min(first, time);
        last = Math.max(last, time);
    }

    public void sent(long confirmed) {
        sent = confirmed;
    }

    public void judged(IntakeAccount byTheJobs) {
        judgement = Optional.of(byTheJobs);
    }

    /** What the jobs made of what was sent; empty when nobody waited for them. */
    public Optional<IntakeAccount> judgement() {
        return judgement;
    }

    public void finished(Duration duration) {
        took = duration;
    }

    public RecordKind<?> kind() {
        return kind;
    }

    public int files() {
        return files;
    }

    public boolean dryRun() {
        return dryRun;
    }

    /** Data rows read, whatever became of them. */
    public long read() {
        return read;
    }

    /** Events that the rows became. */
    public long events() {
        return events;
    }

    /** Events that the broker has confirmed. */
    public long sent() {
        return sent;
    }

    /** Rows, or single events of rows, left out because the mapping says so. */
    public ReasonCounts skipped() {
        return skipped;
    }

    /** Rows of which no event was made because something is wrong with them. */
    public ReasonCounts rejected() {
        return rejected;
    }

    public Optional<Instant> firstEvent() {
        return events == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
    }

    public Optional<Instant> lastEvent() {
        return events == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last));
    }

    public Duration took() {
        return took;
    }

    /** True unless rows were rejected and no event came of any. */
    public boolean ok() {
        return events > 0 || rejected.rows() == 0;
    }
}
