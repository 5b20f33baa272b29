package io.changelens.importer;

import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.RecordKind;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The events of one kind in an import: sorted by time, noted, and where they were sent. */
public final class KindImport implements Closeable {
    private final RecordKind<?> kind;
    private final boolean allowOutliers;
    private final Origins origins;
    private final ExternalSort sort;
    private final EventNotes notes;
    private final ImportReport report;
    private Optional<SentEvents> sent = Optional.empty();

    /**
     * Begins without events.
     *
     * @param kind their kind
     * @param sort sorts them
     * @param rows the report of the rows that they are made of
     * @param known what is known about the stack whose jobs read them
     * @param origins the files of the import
     * @param allowOutliers whether to send events whose time is far after all others
     */
    KindImport(
            RecordKind<?> kind,
            ExternalSort sort,
            RowReport rows,
            KnownStack known,
            Origins origins,
            boolean allowOutliers) {
        this.kind = kind;
        this.allowOutliers = allowOutliers;
        this.origins = origins;
        this.sort = sort;
        this.report = new ImportReport(kind, rows);
        this.notes = new EventNotes(kind, known, report, origins);
    }

    /** Adds an event that was made of a row, see {@link Origins}. */
    void add(Encoded event, long origin) throws IOException {
        EncodedRecord record = event.record();
        report.event(record.time());
        notes.of(event, origin);
        sort.add(kind.isTable() ? new EncodedRecord(0, record.key(), record.value()) : record, origin);
    }

    /** Number of events. */
    long size() {
        return sort.size();
    }

    /** Begins to remember where the events are sent. */
    SentEvents begin() throws IOException {
        SentEvents positions = new SentEvents();
        sent = Optional.of(positions);
        return positions;
    }

    /** Passes the events on in the order of their time, but for those that are held back. Can be called once. */
    void drainTo(ExternalSort.Receiver receiver) throws IOException {
        if (kind != RecordKind.LEARNING_ACTIVITY || allowOutliers) {
            sort.drainTo(receiver);
            return;
        }
        TimeOutliers outliers = new TimeOutliers(receiver);
        sort.drainTo(outliers);
        outliers.held()
                .forEach(held -> report.heldBack()
                        .count(
                                "time-outlier, long after the last of the other events, at "
                                        + Instant.ofEpochMilli(outliers.last())
                                        + ", so that data of the time between would be late; mend the time, or send it"
                                        + " with --allow-outliers",
                                Instant.ofEpochMilli(held.event().time()).toString(),
                                origins.place(held.origin())));
    }

    /** Kind of the events. */
    public RecordKind<?> kind() {
        return kind;
    }

    /** What became of the events. */
    public ImportReport report() {
        return report;
    }

    /** Where the events are that were sent; empty before. */
    public Optional<SentEvents> sent() {
        return sent;
    }

    @Override
    public void close() throws IOException {
        sort.close();
        if (sent.isPresent()) {
            sent.get().close();
        }
    }
}
