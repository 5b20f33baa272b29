package io.changelens.pipeline.sink;

import io.changelens.pipeline.sink.DatabaseErrors.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of a writer, used in its own thread. Socket reads ignore interruption, so a task that waited itself
 * could not be cancelled while a server is frozen. The thread and the connection are created at the first insert, and
 * replaced when an insert does not finish.
 */
final class DatabaseSession {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSession.class);

    private final Supplier<JdbcConnectionProvider> connector;
    private final String name;
    private final Duration patience;
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private final Map<String, Inserter> inserters = new HashMap<>();
    private JdbcConnectionProvider connections;
    private ExecutorService executor;

    /**
     * Creates a session that is not open yet.
     *
     * @param connector provides a connection of the Flink JDBC connector
     * @param name name of the thread
     * @param patience time after which an unfinished insert is abandoned
     */
    DatabaseSession(Supplier<JdbcConnectionProvider> connector, String name, Duration patience) {
        this.connector = connector;
        this.name = name;
        this.patience = patience;
    }

    /** Returns the inserts into a table through this session. */
    Inserts into(Table<?> table) {
        return rows -> insert(table, rows);
    }

    private void insert(Table<?> table, List<TableRow> rows) throws InsertFailed, InterruptedException {
        if (executor == null) {
            executor = Executors.newSingleThreadExecutor(this::thread);
            connections = connector.get();
        }
        Inserter inserter = inserters.computeIfAbsent(table.name(), t -> new Inserter(connections, table));
        Future<?> insert = executor.submit(() -> {
            inserter.insert(rows);
            return null;
        });
        try {
            insert.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new InsertFailed(
                    Verdict.AWAY,
                    InsertFailed.NO_ROW,
                    new TimeoutException("no answer within " + patience.toSeconds() + " s"));
        }
    }

    private static InsertFailed failed(Throwable cause) {
        if (cause instanceof InsertFailed failed) {
            return failed;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(classes);
        return thread;
    }

    /** Abandons the connection and its thread without waiting for either. Throws nothing. */
    void close() {
        if (executor == null) {
            return;
        }
        List<Runnable> unused = executor.shutdownNow();
        LOG.debug("{} leaves {} inserts", name, unused.size());
        JdbcConnectionProvider abandoned = connections;
        thread(() -> closeQuietly(abandoned)).start();
        executor = null;
        connections = null;
        inserters.clear();
    }

    private static void closeQuietly(JdbcConnectionProvider connections) {
        try {
            connections.closeConnection();
        } catch (RuntimeException e) {
            LOG.debug("a connection could not be closed", e);
        }
    }
}
