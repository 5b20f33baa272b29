package io.changelens.pipeline.sink;

import io.changelens.pipeline.sink.DatabaseErrors.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;

/** Inserts rows of one table through a connection of the Flink JDBC connector, all of them or none. */
final class Inserter implements Inserts {

    private static final JdbcStatementBuilder<TableRow> BIND = Inserter::bind;

    private final JdbcConnectionProvider connections;
    private final String insert;
    private Connection connection;
    private PreparedStatement statement;

    Inserter(JdbcConnectionProvider connections, Table<?> table) {
        this.connections = connections;
        this.insert = table.insert();
    }

    @Override
    public void insert(List<TableRow> rows) throws InsertFailed {
        prepare();
        for (int i = 0; i < rows.size(); i++) {
            try {
                RuntimeException broken = rows.get(i).broken();
                if (broken != null) {
                    throw broken;
                }
                BIND.accept(statement, rows.get(i));
                statement.addBatch();
            } catch (SQLException | RuntimeException e) {
                // Binding uses no network: the driver cannot express the row in the type of the column.
                forgetStatement();
                throw new InsertFailed(Verdict.REFUSED, i, e);
            }
        }
        try {
            statement.executeBatch();
        } catch (SQLException | RuntimeException e) {
            Verdict verdict = DatabaseErrors.of(e);
            // The table may have changed since the statement was prepared, and a broken connection does not recover.
            forgetStatement();
            if (verdict == Verdict.AWAY) {
                connections.closeConnection();
            }
            throw new InsertFailed(verdict, InsertFailed.NO_ROW, e);
        }
    }

    /** Prepares the statement. A failure here cannot be caused by a row. */
    private void prepare() throws InsertFailed {
        try {
            Connection known = connections.getConnection();
            Connection current = known == null ? connections.getOrEstablishConnection() : known;
            if (statement == null || connection != current) {
                forgetStatement();
                connection = current;
                statement = connection.prepareStatement(insert);
            }
        } catch (SQLException | ClassNotFoundException | RuntimeException e) {
            forgetStatement();
            connections.closeConnection();
            throw new InsertFailed(Verdict.AWAY, InsertFailed.NO_ROW, e);
        }
    }

    private void forgetStatement() {
        if (statement != null) {
            try {
                statement.close();
            } catch (SQLException | RuntimeException e) {
                // The statement is not used again.
            }
            statement = null;
        }
    }

    private static void bind(PreparedStatement statement, TableRow row) throws SQLException {
        for (int i = 0; i < row.values().size(); i++) {
            Object value = row.values().get(i);
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
