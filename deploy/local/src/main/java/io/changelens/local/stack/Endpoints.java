package io.changelens.local.stack;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where the parts of a stack answer. It holds no secrets.
 *
 * @param kafkaBootstrap brokers, host:port
 * @param clickHouse address of ClickHouse's HTTP interface, such as http://127.0.0.1:8123
 * @param clickHouseNativePort port of ClickHouse's native protocol; 0 when it is not ours and unknown
 * @param flink address of Flink's web page and REST interface
 * @param dashboard address of the dashboard
 * @param dataDir where the stack keeps its data
 */
public record Endpoints(
        String kafkaBootstrap, URI clickHouse, int clickHouseNativePort, URI flink, URI dashboard, Path dataDir) {

    /** The database of all tables and views. */
    public static final String DATABASE = "changelens";

    /** Address for JDBC. */
    public String jdbcUrl() {
        return "jdbc:clickhouse:" + clickHouse + "/" + DATABASE;
    }
}
