package io.changelens.local;

import io.changelens.pipeline.config.KafkaSettings;
import java.net.URI;
import java.nio.file.Path;

/**
 * Addresses of the parts of a stack. They contain no secrets.
 *
 * @param kafka connection settings of Kafka, with prefixes of topics and groups
 * @param clickHouse address of ClickHouse's HTTP interface, such as http://127.0.0.1:8123
 * @param clickHouseNativePort port of ClickHouse's native protocol; 0 if ClickHouse is external and the port unknown
 * @param flink address of Flink's web page and REST interface
 * @param dashboard address of the dashboard
 * @param dataDir data directory of the stack
 */
public record Endpoints(
        KafkaSettings kafka, URI clickHouse, int clickHouseNativePort, URI flink, URI dashboard, Path dataDir) {

    /** Name of the database that holds all tables and views. */
    public static final String DATABASE = "changelens";

    /**
     * Addresses of a stack whose Kafka needs neither encryption nor authentication.
     *
     * @param kafkaBootstrap brokers, host:port
     * @param clickHouse address of ClickHouse's HTTP interface
     * @param clickHouseNativePort port of ClickHouse's native protocol; 0 if unknown
     * @param flink address of Flink's web page and REST interface
     * @param dashboard address of the dashboard
     * @param dataDir data directory of the stack
     */
    public Endpoints(
            String kafkaBootstrap, URI clickHouse, int clickHouseNativePort, URI flink, URI dashboard, Path dataDir) {
        this(KafkaSettings.plain(kafkaBootstrap), clickHouse, clickHouseNativePort, flink, dashboard, dataDir);
    }

    /** Kafka's bootstrap servers, host:port. */
    public String kafkaBootstrap() {
        return kafka.bootstrap();
    }

    /** The JDBC URL of the database. */
    public String jdbcUrl() {
        return "jdbc:clickhouse:" + clickHouse + "/" + DATABASE;
    }
}
