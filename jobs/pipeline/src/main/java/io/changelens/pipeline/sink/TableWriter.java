package io.changelens.pipeline.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows into a table in batches, and stores each row that the database refuses in {@code rejected_records}. At a
 * checkpoint, every row is in one of the two. While the database is away, the writer and its task wait. Closing the
 * writer throws nothing and waits for nothing.
 *
 * @param <T> the type of the elements that make rows
 */
final class TableWriter<T> implements SinkWriter<T> {

    private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

    /** Largest size of a batch in memory, so that large rows do not fill the heap. */
    private static final long MAX_BYTES = 16L << 20;

    private final Table<T> table;
    private final JdbcExecutionOptions options;
    private final DatabaseSession session;
    private final ProcessingTimeService clock;
    private final Delivery rows;
    private final Delivery refusals;
    private final Counter refused;
    private final Counter sent;
    private List<TableRow> waiting = new ArrayList<>();
    private List<TableRow> refusedRows = new ArrayList<>();
    private long bytes;
    private ScheduledFuture<?> next;

    TableWriter(
            Table<T> table,
            JdbcExecutionOptions options,
            DatabaseSession session,
            ProcessingTimeService clock,
            DatabaseWait.Sleep sleep,
            SinkWriterMetricGroup metrics) {
        this.table = table;
        this.options = options;
        this.session = session;
        this.clock = clock;
        this.refused = metrics.counter("rowsRefused");
        this.sent = metrics.getNumRecordsSendCounter();
        DatabaseWait wait = new DatabaseWait(table.name(), metrics.counter("insertRetries"), sleep);
        metrics.gauge("databaseAwayMillis", wait::awayMillis);
        this.rows = new Delivery(session.into(table), wait, new Keeping());
        this.refusals = new Delivery(session.into(IntakeTables.REFUSED_ROWS), wait, this::lose);
        schedule();
    }

    private void schedule() {
        next = clock.registerTimer(clock.getCurrentProcessingTime() + options.getBatchIntervalMs(), time -> {
            flush(false);
            schedule();
        });
    }

    @Override
    public void write(T element, Context context) throws InterruptedException {
        TableRow row = TableRow.of(table, element);
        waiting.add(row);
        bytes += row.bytes();
        if (waiting.size() >= options.getBatchSize() || bytes >= MAX_BYTES) {
            flush(false);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        if (waiting.isEmpty()) {
            return;
        }
        List<TableRow> batch = waiting;
        waiting = new ArrayList<>();
        bytes = 0;
        rows.deliver(batch);
        sent.inc(batch.size());
        List<TableRow> news = refusedRows;
        refusedRows = new ArrayList<>();
        refusals.deliver(news);
    }

    /** Logs the only case in which a row is lost: both its table and the table of refused rows refuse it. */
    private void lose(TableRow row, InsertFailed why) {
        LOG.error(
                "a refused row is refused by {} too and is lost: {}: {}",
                IntakeTables.REFUSED_ROWS.name(),
                row.nameIn(IntakeTables.REFUSED_ROWS),
                why.getMessage());
    }

    @Override
    public void close() throws IOException {
        next.cancel(false);
        session.close();
    }

    /** Holds refused rows until the rest of their batch is inserted. */
    private final class Keeping implements Delivery.Refused {

        @Override
        public void row(TableRow row, InsertFailed why) {
            refusedRows.add(keep(row, why));
        }

        @Override
        public boolean alone(List<TableRow> few, InsertFailed why) throws InterruptedException {
            List<TableRow> kept = few.stream().map(row -> note(row, why)).toList();
            try {
                session.into(IntakeTables.REFUSED_ROWS).insert(kept);
            } catch (InsertFailed e) {
                return false;
            }
            few.forEach(row -> keep(row, why));
            return true;
        }

        private TableRow keep(TableRow row, InsertFailed why) {
            refused.inc();
            LOG.warn(
                    "table {}: a row is refused and kept in {}: {}",
                    table.name(),
                    IntakeTables.REFUSED_ROWS.name(),
                    why.getMessage());
            return note(row, why);
        }

        private TableRow note(TableRow row, InsertFailed why) {
            return TableRow.of(IntakeTables.REFUSED_ROWS, RefusedRow.of(table, row, why, System.currentTimeMillis()));
        }
    }
}
