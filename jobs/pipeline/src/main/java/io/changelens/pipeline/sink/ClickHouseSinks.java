package io.changelens.pipeline.sink;

import io.changelens.pipeline.audit.AuditTopology.Audit;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes Flink streams to ClickHouse in batches and at least once; each table replaces rows that are written twice.
 * Writers wait while the database is away. A row that the database refuses goes to {@code rejected_records}, and the
 * others are inserted.
 */
public final class ClickHouseSinks {

    /** Sends rows in ClickHouse's binary format instead of text, which keeps bound bytes unchanged. */
    private static final String BINARY_INSERTS = "beta.row_binary_for_simple_insert";

    /** Limit of partitions (months) in one insert. An import of a long history exceeds the default of ClickHouse. */
    private static final String MONTHS_PER_INSERT = "clickhouse_setting_max_partitions_per_insert_block";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A server that does not answer for this long counts as away. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    private final Settings settings;

    /**
     * Creates sinks for a database.
     *
     * @param settings settings of the job, which name the database
     */
    public ClickHouseSinks(Settings settings) {
        this.settings = settings;
    }

    /**
     * Writes each element as a row of a table.
     *
     * @param rows the elements
     * @param table the table
     * @param <T> the type of the elements
     */
    public <T> void write(DataStream<T> rows, Table<T> table) {
        rows.sinkTo(sink(table)).uid("write-" + table.name()).name("write " + table.name());
    }

    /** Writes the intake counts, the rejected records and the late events. */
    public void writeAudit(Audit audit) {
        write(audit.balances(), AuditTables.INTAKE_BALANCES);
        write(audit.rejected(), IntakeTables.REJECTED_RECORDS);
        audit.late().ifPresent(late -> write(late, IntakeTables.LATE_EVENTS));
    }

    /** Writes the stages of changes, which show where their time was spent. */
    public void writeFlow(DataStream<Change> changes) {
        write(
                changes.<FlowTables.Row>flatMap(
                                (change, out) -> FlowTables.rowsOf(change).forEach(out::collect))
                        .returns(TypeInformation.of(FlowTables.Row.class))
                        .uid("list-stages")
                        .name("list stages"),
                FlowTables.FLOW_STAGES);
    }

    /** Writes catalog revisions to the tables of the catalog. */
    public void writeCatalogs(DataStream<Received<ValueStreamCatalog>> catalogs) {
        write(
                catalogs.<CatalogRows.ReachRow>flatMap(
                                (catalog, out) -> CatalogRows.reachOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(CatalogRows.ReachRow.class))
                        .uid("list-reach")
                        .name("list reach"),
                CatalogTables.CATALOG_REACH);
        write(
                catalogs.<CatalogRows.KpiRow>flatMap(
                                (catalog, out) -> CatalogRows.kpisOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(CatalogRows.KpiRow.class))
                        .uid("list-kpis")
                        .name("list KPIs"),
                CatalogTables.CATALOG_KPIS);
        write(
                catalogs.<CatalogRows.StreamRow>flatMap((catalog, out) ->
                                CatalogRows.valueStreamsOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(CatalogRows.StreamRow.class))
                        .uid("list-value-streams")
                        .name("list value streams"),
                CatalogTables.CATALOG_VALUE_STREAMS);
        write(
                catalogs.<CatalogRows.ActivityRow>flatMap((catalog, out) ->
                                CatalogRows.activitiesOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(CatalogRows.ActivityRow.class))
                        .uid("list-activities")
                        .name("list activities"),
                CatalogTables.CATALOG_ACTIVITIES);
        write(
                catalogs.<ServiceNameRow>flatMap(
                                (catalog, out) -> ServiceNameRow.rowsOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(ServiceNameRow.class))
                        .uid("list-service-names")
                        .name("list service names"),
                CatalogTables.CATALOG_SERVICE_NAMES);
    }

    private <T> TableSink<T> sink(Table<T> table) {
        JdbcExecutionOptions batches = JdbcExecutionOptions.builder()
                .withBatchSize(settings.batchRows())
                .withBatchIntervalMs(settings.batchInterval().toMillis())
                .build();
        return new TableSink<>(
                table,
                connection(settings.clickHouse()),
                batches,
                CONNECT_TIMEOUT.plus(SOCKET_TIMEOUT.multipliedBy(2)));
    }

    /**
     * Returns the options of a connection. Timeouts detect a server that does not answer; retries of the driver are
     * off, because the writer retries.
     */
    static JdbcConnectionOptions connection(Settings.ClickHouseLogin login) {
        return new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                .withUrl(login.url())
                .withDriverName(Settings.CLICKHOUSE_DRIVER)
                .withUsername(login.user())
                .withPassword(login.password())
                .withProperty(BINARY_INSERTS, "true")
                .withProperty("connection_timeout", Long.toString(CONNECT_TIMEOUT.toMillis()))
                .withProperty("socket_timeout", Long.toString(SOCKET_TIMEOUT.toMillis()))
                .withProperty("retry", "0")
                .withProperty(MONTHS_PER_INSERT, "0")
                .build();
    }
}
