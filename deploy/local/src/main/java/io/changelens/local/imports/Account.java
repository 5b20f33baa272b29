package io.changelens.local.imports;

import io.changelens.schemas.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What became of the rows of an import. */
final class Account {
    private final RecordKind<?> kind;
    private final int files;
    private final boolean dryRun;
    private final Tally skipped = new Tally();
    private final Tally rejected = new Tally();
    private long read;
    private long events;
    private long sent;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private Duration took = Duration.ZERO;
    private Optional<IntakeAccount> judgement = Optional.empty();

    Account(RecordKind<?> kind, int files, boolean dryRun) {
        this.kind = kind;
        this.files = files;
        this.dryRun = dryRun;
    }

    void rowRead() {
        read++;
    }

    void event(long time) {
        events++;
        first = Math.min(first, time);
        last = Math.max(last, time);
    }

    void sent(long confirmed) {
        sent = confirmed;
    }

    void judged(IntakeAccount byTheJobs) {
        judgement = Optional.of(byTheJobs);
    }

    /** What the jobs made of what was sent; empty when nobody waited for them. */
    Optional<IntakeAccount> judgement() {
        return judgement;
    }

    void finished(Duration duration) {
        took = duration;
    }

    RecordKind<?> kind() {
        return kind;
    }

    int files() {
        return files;
    }

    boolean dryRun() {
        return dryRun;
    }

    /** Data rows read, whatever became of them. */
    long read() {
        return read;
    }

    /** Events that the rows became. */
    long events() {
        return events;
    }

    /** Events that the broker has confirmed. */
    long sent() {
        return sent;
    }

    /** Rows, or single events of rows, left out because the mapping says so. */
    Tally skipped() {
        return skipped;
    }

    /** Rows of which no event was made because something is wrong with them. */
    Tally rejected() {
        return rejected;
    }

    Optional<Instant> firstEvent() {
        return events == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
    }

    Optional<Instant> lastEvent() {
        return events == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last));
    }

    Duration took() {
        return took;
    }

    /** True unless rows were rejected and no event came of any. */
    boolean ok() {
        return events > 0 || rejected.rows() == 0;
    }
}
