package io.changelens.local;

import io.changelens.pipeline.config.KafkaSettings;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where the parts of a stack answer. It holds no secrets.
 *
 * @param kafka how to reach Kafka, and under which names
 * @param clickHouse address of ClickHouse's HTTP interface, such as http://127.0.0.1:8123
 * @param clickHouseNativePort port of ClickHouse's native protocol; 0 when it is not ours and unknown
 * @param flink address of Flink's web page and REST interface
 * @param dashboard address of the dashboard
 * @param dataDir where the stack keeps its data
 */
public record Endpoints(
        KafkaSettings kafka, URI clickHouse, int clickHouseNativePort, URI flink, URI dashboard, Path dataDir) {

    /** The database of all tables and views. */
    public static final String DATABASE = "changelens";

    /** A stack whose Kafka asks for nothing, at host:port. */
    public Endpoints(
            String kafkaBootstrap, URI clickHouse, int clickHouseNativePort, URI flink, URI dashboard, Path dataDir) {
        this(KafkaSettings.plain(kafkaBootstrap), clickHouse, clickHouseNativePort, flink, dashboard, dataDir);
    }

    /** Kafka's brokers, host:port. */
    public String kafkaBootstrap() {
        return kafka.bootstrap();
    }

    /** Address for JDBC. */
    public String jdbcUrl() {
        return "jdbc:clickhouse:" + clickHouse + "/" + DATABASE;
    }
}
