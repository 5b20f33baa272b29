package io.changelens.pipeline.sink;

import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/**
 * Writes elements into a table at least once. Unlike the sink of the connector, it distinguishes a row that the
 * database refuses from a database that is away, see {@link TableWriter};
 * {@code docs/decisions/0014-a-sink-of-our-own.md} gives the reasons.
 *
 * @param <T> the type of the elements that make rows
 */
final class TableSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1;

    private final Table<T> table;
    private final JdbcConnectionOptions database;
    private final JdbcExecutionOptions batches;
    private final Duration patience;

    /**
     * Creates the sink of a table.
     *
     * @param table the table
     * @param database options of the connection
     * @param batches size and interval of batches; the retries are ignored, since attempts are not limited
     * @param patience time after which an insert without an answer is abandoned
     */
    TableSink(Table<T> table, JdbcConnectionOptions database, JdbcExecutionOptions batches, Duration patience) {
        this.table = table;
        this.database = database;
        this.batches = batches;
        this.patience = patience;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        DatabaseSession session = new DatabaseSession(
                () -> new SimpleJdbcConnectionProvider(database),
                "write " + table.name() + " " + context.getTaskInfo().getIndexOfThisSubtask(),
                patience);
        return new TableWriter<>(
                table, batches, session, context.getProcessingTimeService(), Thread::sleep, context.metricGroup());
    }
}
