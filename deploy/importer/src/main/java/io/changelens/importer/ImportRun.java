package io.changelens.importer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.local.UserError;
import io.changelens.mapping.OpenFile;
import io.changelens.mapping.record.EventEncoder;
import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.RowMapper;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.RecordKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Reads files, sorts their events by time, and sends them once all files were read to their end. */
public final class ImportRun implements Closeable {
    private static final int EVENTS_IN_MEMORY = 250_000;
    private static final long BYTES_IN_MEMORY = 96L << 20;
    private static final int PROGRESS_EVERY = 1000;

    private final RecordKind<?> kind;
    private final List<InputFile> files;
    private final Optional<Mapping> mapping;
    private final Optional<KafkaSettings> kafka;
    private final boolean allowOutliers;
    private final PrintStream err;
    private final ImportReport account;
    private final EventNotes notes;
    private final Origins origins;
    private Optional<SentEvents> sent = Optional.empty();

    /**
     * Prepares a run.
     *
     * @param kafka where to send the events; empty to send nothing
     * @param kind kind of the records
     * @param files files in the order in which to read them
     * @param mapping maps columns to fields; empty if the columns have the names of the contract's fields
     * @param known what is known about the stack whose jobs read the events
     * @param allowOutliers whether to send events whose time is far after all others
     * @param err receives progress
     */
    public ImportRun(
            RecordKind<?> kind,
            List<InputFile> files,
            Optional<Mapping> mapping,
            Optional<KafkaSettings> kafka,
            KnownStack known,
            boolean allowOutliers,
            PrintStream err) {
        this.kind = kind;
        this.files = files;
        this.mapping = mapping;
        this.kafka = kafka;
        this.allowOutliers = allowOutliers;
        this.err = err;
        this.account = new ImportReport(kind, files.size(), kafka.isEmpty());
        this.origins = new Origins(files);
        this.notes = new EventNotes(kind, known, account, origins);
    }

    /**
     * Reads and sends.
     *
     * @return what became of the rows
     * @throws UserError if a file is unreadable, in which case nothing was sent, or if sending fails
     */
    public ImportReport run() {
        long start = System.nanoTime();
        try (ExternalSort sort = new ExternalSort(EVENTS_IN_MEMORY, BYTES_IN_MEMORY)) {
            long bytes = 0;
            for (InputFile file : files) {
                OpenFile.open(file, kind, mapping, new AtomicLong()).close();
                bytes += file.size();
            }
            AtomicLong bytesRead = new AtomicLong();
            try (Progress progress = Progress.of("read", "MB", 1 << 20, bytes, err)) {
                for (int file = 0; file < files.size(); file++) {
                    read(file, sort, bytesRead, progress);
                }
                progress.to(bytes);
            }
            if (kafka.isPresent()) {
                send(sort, kafka.get());
            } else {
                drain(sort, (event, origin) -> {});
            }
        } catch (IOException e) {
            throw new UserError("temporary files: " + e.getMessage() + "; nothing was sent");
        }
        account.finished(Duration.ofNanos(System.nanoTime() - start));
        return account;
    }

    /** The report so far, also if {@link #run} has failed. */
    public ImportReport account() {
        return account;
    }

    /** The files of the import. */
    public Origins origins() {
        return origins;
    }

    /** Where the events are that were sent; empty before. */
    public Optional<SentEvents> sent() {
        return sent;
    }

    private void read(int file, ExternalSort sort, AtomicLong bytesRead, Progress progress) throws IOException {
        EventEncoder<?> encoder = new EventEncoder<>(kind, System.currentTimeMillis());
        try (OpenFile open = OpenFile.open(files.get(file), kind, mapping, bytesRead)) {
            boolean more = true;
            while (more) {
                more = readRow(open, file, encoder, sort);
                if (account.read() % PROGRESS_EVERY == 0) {
                    progress.to(bytesRead.get());
                }
            }
        }
    }

    /** Reads one row; false at the end of the file. */
    private boolean readRow(OpenFile open, int file, EventEncoder<?> encoder, ExternalSort sort) throws IOException {
        try {
            Optional<Row> row = next(open);
            if (row.isEmpty()) {
                return false;
            }
            account.rowRead();
            RowMapper.Mapped mapped = open.mapper().map(row.get());
            // All events of a row or none: half an incident would be worse than a missing one.
            List<Encoded> events = new ArrayList<>(mapped.events().size());
            for (ObjectNode event : mapped.events()) {
                events.add(encoder.encode(event));
            }
            long origin = Origins.pack(file, open.rows().line());
            for (Encoded event : events) {
                EncodedRecord record = event.record();
                account.event(record.time());
                notes.of(event, origin);
                sort.add(kind.isTable() ? new EncodedRecord(0, record.key(), record.value()) : record, origin);
            }
            mapped.skipped().forEach(why -> account.skipped().count(why, "", place(open)));
        } catch (RowRejected e) {
            account.rejected().count(e.reason(), e.detail(), place(open));
        }
        return true;
    }

    private Optional<Row> next(OpenFile open) throws RowRejected {
        try {
            return open.rows().read();
        } catch (RowRejected e) {
            account.rowRead();
            throw e;
        } catch (IOException e) {
            throw open.file().unreadable(e, open.rows().line());
        }
    }

    private static ReasonCounts.Place place(OpenFile open) {
        return new ReasonCounts.Place(open.file().name(), open.rows().line());
    }

    private void send(ExternalSort sort, KafkaSettings to) throws IOException {
        SentEvents positions = new SentEvents();
        sent = Optional.of(positions);
        try (EventProducer broker = EventProducer.open(to, kind.topic());
                Progress progress = Progress.of("send", " events", 1, sort.size(), err)) {
            drain(sort, (event, origin) -> {
                broker.send(event, (partition, offset) -> positions.add(partition, offset, origin));
                account.sent(broker.confirmed());
                progress.to(broker.confirmed());
            });
            try {
                broker.flush();
            } finally {
                account.sent(broker.confirmed());
            }
            progress.to(broker.confirmed());
        } catch (IOException e) {
            throw new UserError("temporary files: " + e.getMessage() + "; some events were sent, import again", e);
        }
    }

    private void drain(ExternalSort sort, ExternalSort.Receiver receiver) throws IOException {
        if (kind != RecordKind.LEARNING_ACTIVITY || allowOutliers) {
            sort.drainTo(receiver);
            return;
        }
        TimeOutliers outliers = new TimeOutliers(receiver);
        sort.drainTo(outliers);
        outliers.held()
                .forEach(held -> account.heldBack()
                        .count(
                                "time-outlier, long after the last of the other events, at "
                                        + Instant.ofEpochMilli(outliers.last())
                                        + ", so that data of the time between would be late; mend the time, or send it with"
                                        + " --allow-outliers",
                                Instant.ofEpochMilli(held.event().time()).toString(),
                                origins.place(held.origin())));
    }

    @Override
    public void close() throws IOException {
        if (sent.isPresent()) {
            sent.get().close();
        }
    }
}
