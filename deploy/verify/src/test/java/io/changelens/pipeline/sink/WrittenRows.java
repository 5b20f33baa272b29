package io.changelens.pipeline.sink;

import io.changelens.pipeline.config.Settings.ClickHouseLogin;
import io.changelens.verify.stack.ClickHouseFixture;
import java.util.List;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/** Writes elements into the tables of the shared ClickHouse as the jobs do. */
final class WrittenRows {

    private WrittenRows() {}

    static <T> void insert(Table<T> table, List<T> elements) throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        ClickHouseLogin login = new ClickHouseLogin(
                "jdbc:clickhouse:" + clickHouse.address() + "/changelens",
                clickHouse.credentials().writer().user(),
                clickHouse.credentials().writer().password());
        SimpleJdbcConnectionProvider connections = new SimpleJdbcConnectionProvider(ClickHouseSinks.connection(login));
        try {
            new Inserter(connections, table)
                    .insert(elements.stream().map(e -> TableRow.of(table, e)).toList());
        } finally {
            connections.closeConnection();
        }
    }
}
