package io.changelens.importer;

import io.changelens.schemas.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts what became of the events of one kind in an import: sent, held back, noted; what the jobs made of them; and which
 * outcomes and effects the import left outdated. The rows that they were made of are counted in {@link RowReport}, which
 * all kinds of an import share.
 */
public final class ImportReport {
    /** Exit code when some events do not count. */
    public static final int PARTLY = 3;

    private final RecordKind<?> kind;
    private final RowReport rows;
    private final ReasonCounts heldBack = new ReasonCounts();
    private final ReasonCounts repeatedIds = new ReasonCounts();
    private final ReasonCounts unknownServices = new ReasonCounts();
    private final ReasonCounts otherEnvironments = new ReasonCounts();
    private long clashes;
    private long events;
    private long sent;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private Optional<JobsAccount> jobs = Optional.empty();
    private Optional<OutdatedOutcomes> outdated = Optional.empty();
    private Optional<Instant> unmeasuredUntil = Optional.empty();

    /**
     * An empty report of an import of one kind.
     *
     * @param kind kind of the records
     * @param files number of files
     * @param dryRun whether nothing is sent
     */
    public ImportReport(RecordKind<?> kind, int files, boolean dryRun) {
        this(kind, new RowReport(files, dryRun));
    }

    /**
     * An empty report.
     *
     * @param kind kind of the records
     * @param rows the rows that records of all kinds are made of
     */
    public ImportReport(RecordKind<?> kind, RowReport rows) {
        this.kind = kind;
        this.rows = rows;
    }

    /** The rows of the import. */
    public RowReport rows() {
        return rows;
    }

    /** Counts a row that was read. */
    public void rowRead() {
        rows.rowRead();
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
    public void judged(JobsAccount byTheJobs) {
        jobs = Optional.of(byTheJobs);
    }

    /** The jobs' account of the events that were sent; empty if it was not awaited. */
    public Optional<JobsAccount> jobs() {
        return jobs;
    }

    /** Sets the outcomes that the imported catalog would compute differently. */
    public void outdated(Optional<OutdatedOutcomes> byAnEarlierCatalog) {
        outdated = byAnEarlierCatalog;
    }

    /** The outcomes that the imported catalog would compute differently; empty if there are none or nobody asked. */
    public Optional<OutdatedOutcomes> outdated() {
        return outdated;
    }

    /**
     * Compares the events with the time up to which effects can no longer be revised.
     *
     * @param closed that time; empty if there are no outcomes
     */
    public void comparedWith(Optional<Instant> closed) {
        boolean counted = jobs.map(account -> account.intake().counted() > 0).orElse(false);
        unmeasuredUntil = closed.filter(time -> counted && first < time.toEpochMilli());
    }

    /**
     * The time up to which effects and attributions do not take the imported events into account, because these came
     * after the outcomes of their time; empty if there is no such event or nobody asked.
     */
    public Optional<Instant> unmeasuredUntil() {
        return unmeasuredUntil;
    }

    /** Kind of the records. */
    public RecordKind<?> kind() {
        return kind;
    }

    /** Number of files. */
    public int files() {
        return rows.files();
    }

    /** Whether nothing is sent. */
    public boolean dryRun() {
        return rows.dryRun();
    }

    /** Number of data rows read, whatever became of them. */
    public long read() {
        return rows.read();
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
        return rows.skipped();
    }

    /** Invalid rows, from which no event was made, by reason. */
    public ReasonCounts rejected() {
        return rows.rejected();
    }

    /** Events that are not sent although they are valid, by reason. */
    public ReasonCounts heldBack() {
        return heldBack;
    }

    /**
     * Counts an event that has the id of an earlier event of the same import.
     *
     * @param same whether their contents are equal
     * @param detail id and place of the earlier event
     * @param place where the row is
     */
    public void repeatedId(boolean same, String detail, ReasonCounts.Place place) {
        clashes += same ? 0 : 1;
        repeatedIds.count(
                same
                        ? "the same event again, which counts once"
                        : "another event with the id of an earlier one, which does not count",
                detail,
                place);
    }

    /** Events with the id of an earlier event of the same import, by whether their contents are equal. */
    public ReasonCounts repeatedIds() {
        return repeatedIds;
    }

    /** Rows with services that the catalog does not have, by service. */
    public ReasonCounts unknownServices() {
        return unknownServices;
    }

    /** Rows of environments that do not count as production, by environment. */
    public ReasonCounts otherEnvironments() {
        return otherEnvironments;
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
        return rows.took();
    }

    /**
     * Exit code of the command: 1 if rows were rejected and there is no event; 3 if events were sent and others were
     * held back or do not count, other than copies of what was imported before; otherwise 0.
     *
     * <p>Events of unknown services and of other environments do not make it 3: they are stored, the first count for
     * their value streams as soon as the catalog has the service, and the second are left out on purpose. Nor do outdated
     * outcomes: nothing is lost, and they can be computed again.
     */
    public int exitCode() {
        if (events == 0 && rejected().rows() > 0) {
            return 1;
        }
        boolean complete = heldBack.rows() == 0
                && clashes == 0
                && jobs.map(JobsAccount::complete).orElse(true);
        return dryRun() || complete ? 0 : PARTLY;
    }
}
