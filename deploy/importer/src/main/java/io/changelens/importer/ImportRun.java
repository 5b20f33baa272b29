package io.changelens.importer;

import io.changelens.local.UserError;
import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.mapping.OpenFile;
import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.mapping.rule.Mapping;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.RecordKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads files, sorts their events by time, and sends them once all files were read to their end. Events of several kinds
 * are sent one kind after the other: catalogs and release windows first, learning activity last, because outcomes advance
 * the watermark by which effects of deployments are estimated.
 */
public final class ImportRun implements Closeable {
    private static final int EVENTS_IN_MEMORY = 250_000;
    private static final long BYTES_IN_MEMORY = 96L << 20;
    private static final int PROGRESS_EVERY = 1000;
    private static final List<RecordKind<?>> ORDER = List.of(
            RecordKind.VALUE_STREAMS,
            RecordKind.RELEASE_WINDOWS,
            RecordKind.DEPLOYMENTS,
            RecordKind.INCIDENTS,
            RecordKind.LEARNING_ACTIVITY);

    private final List<InputFile> files;
    private final Optional<Mapping> mapping;
    private final Optional<KafkaSettings> kafka;
    private final PrintStream err;
    private final RowReport rows;
    private final Origins origins;
    private final Map<RecordKind<?>, KindImport> kinds = new LinkedHashMap<>();

    /**
     * Prepares a run.
     *
     * @param kafka where to send the events; empty to send nothing
     * @param kinds kinds of the records; only one when there is no mapping
     * @param files files in the order in which to read them
     * @param mapping maps columns to fields; empty if the columns have the names of the contract's fields
     * @param known what is known about the stack whose jobs read the events
     * @param allowOutliers whether to send events whose time is far after all others
     * @param err receives progress
     */
    public ImportRun(
            Set<RecordKind<?>> kinds,
            List<InputFile> files,
            Optional<Mapping> mapping,
            Optional<KafkaSettings> kafka,
            KnownStack known,
            boolean allowOutliers,
            PrintStream err) {
        this.files = files;
        this.mapping = mapping;
        this.kafka = kafka;
        this.err = err;
        this.rows = new RowReport(files.size(), kafka.isEmpty());
        this.origins = new Origins(files);
        kinds.stream().sorted(Comparator.comparing(ORDER::indexOf)).forEach(kind -> {
            ExternalSort sort = new ExternalSort(EVENTS_IN_MEMORY / kinds.size(), BYTES_IN_MEMORY / kinds.size());
            this.kinds.put(kind, new KindImport(kind, sort, rows, known, origins, allowOutliers));
        });
    }

    /**
     * Reads and sends.
     *
     * @return what became of the rows
     * @throws UserError if a file is unreadable, in which case nothing was sent, or if sending fails
     */
    public ImportReports run() {
        long start = System.nanoTime();
        try {
            read();
            for (KindImport kind : kinds.values()) {
                if (kafka.isPresent() && kind.size() > 0) {
                    send(kind, kafka.get());
                } else {
                    kind.drainTo((event, origin) -> {});
                }
            }
        } catch (IOException e) {
            throw new UserError("temporary files: " + e.getMessage() + "; nothing was sent");
        }
        rows.finished(Duration.ofNanos(System.nanoTime() - start));
        return reports();
    }

    /** The reports so far, also if {@link #run} has failed. */
    public ImportReports reports() {
        return new ImportReports(
                rows, kinds.values().stream().map(KindImport::report).toList());
    }

    /** The files of the import. */
    public Origins origins() {
        return origins;
    }

    /** The events by kind, in the order in which they are sent. */
    public List<KindImport> kinds() {
        return List.copyOf(kinds.values());
    }

    private void read() throws IOException {
        RecordKind<?> first = kinds.keySet().iterator().next();
        long bytes = 0;
        for (InputFile file : files) {
            OpenFile.open(file, first, mapping, new AtomicLong()).close();
            bytes += file.size();
        }
        AtomicLong bytesRead = new AtomicLong();
        try (Progress progress = Progress.of("read", "MB", 1 << 20, bytes, err)) {
            for (int i = 0; i < files.size(); i++) {
                try (OpenFile open = OpenFile.open(files.get(i), first, mapping, bytesRead)) {
                    read(i, open, System.currentTimeMillis(), () -> progress.to(bytesRead.get()));
                }
            }
            progress.to(bytes);
        }
    }

    private void read(int file, OpenFile open, long now, Runnable progress) throws IOException {
        boolean more = true;
        while (more) {
            more = readRow(file, open, now);
            if (rows.read() % PROGRESS_EVERY == 0) {
                progress.run();
            }
        }
    }

    /** Reads one row; false at the end of the file. */
    private boolean readRow(int file, OpenFile open, long now) throws IOException {
        try {
            Optional<Row> row = next(open);
            if (row.isEmpty()) {
                return false;
            }
            long origin = Origins.pack(file, open.rows().line());
            for (Outcome outcome : open.mapper().map(row.get(), now)) {
                rows.rowRead();
                outcome.rejected().ifPresent(why -> reject(why, open));
                outcome.skipped().forEach(why -> rows.skipped().count(why, "", place(open)));
                for (Encoded event : outcome.events()) {
                    kinds.get(event.kind()).add(event, origin);
                }
            }
        } catch (RowRejected e) {
            rows.rowRead();
            reject(e, open);
        }
        return true;
    }

    private static Optional<Row> next(OpenFile open) throws RowRejected {
        try {
            return open.rows().read();
        } catch (IOException e) {
            throw open.file().unreadable(e, open.rows().line());
        }
    }

    private void reject(RowRejected why, OpenFile open) {
        rows.rejected().count(why.reason(), why.detail(), place(open));
    }

    private static ReasonCounts.Place place(OpenFile open) {
        return new ReasonCounts.Place(open.file().name(), open.rows().line());
    }

    private void send(KindImport kind, KafkaSettings to) throws IOException {
        SentEvents positions = kind.begin();
        ImportReport report = kind.report();
        try (EventProducer broker = EventProducer.open(to, kind.kind().topic());
                Progress progress = Progress.of("send", " events", 1, kind.size(), err)) {
            kind.drainTo((event, origin) -> {
                broker.send(event, (partition, offset) -> positions.add(partition, offset, origin));
                report.sent(broker.confirmed());
                progress.to(broker.confirmed());
            });
            try {
                broker.flush();
            } finally {
                report.sent(broker.confirmed());
            }
            progress.to(broker.confirmed());
        } catch (IOException e) {
            throw new UserError("temporary files: " + e.getMessage() + "; some events were sent, import again", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (KindImport kind : kinds.values()) {
            kind.close();
        }
    }
}
