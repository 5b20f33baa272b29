package io.changelens.pipeline.sink;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.pipeline.config.Settings.ClickHouseLogin;
import io.changelens.verify.stack.ClickHouseFixture;
import java.util.List;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/** Writes elements into tables of the shared ClickHouse as the jobs do. */
final class WrittenRows {

    private WrittenRows() {}

    static <T> void insert(Table<T> table, List<T> elements) throws Exception {
        insert(Endpoints.DATABASE, ClickHouseFixture.get().credentials().writer(), table, elements);
    }

    /** Into a test's own database, for which the jobs' user has no rights. */
    static <T> void insert(String database, Table<T> table, List<T> elements) throws Exception {
        insert(database, ClickHouseFixture.get().credentials().admin(), table, elements);
    }

    private static <T> void insert(String database, Login user, Table<T> table, List<T> elements) throws Exception {
        ClickHouseLogin login = new ClickHouseLogin(
                "jdbc:clickhouse:" + ClickHouseFixture.get().address() + "/" + database, user.user(), user.password());
        SimpleJdbcConnectionProvider connections = new SimpleJdbcConnectionProvider(ClickHouseSinks.connection(login));
        try {
            new Inserter(connections, table)
                    .insert(elements.stream().map(e -> TableRow.of(table, e)).toList());
        } finally {
            connections.closeConnection();
        }
    }
}
