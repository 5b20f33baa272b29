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
 * Writes streams into ClickHouse, in batches and at least once: each table replaces what is written twice. A database
 * that is away is waited for; a row that it refuses goes to {@code rejected_records}, and the others go in.
 */
public final class ClickHouseSinks {

    /** Sends rows in ClickHouse's binary format instead of text; what is bound keeps its bytes. */
    private static final String BINARY_INSERTS = "beta.row_binary_for_simple_insert";

    /** A history that is imported at once touches more months than ClickHouse takes in one insert by default. */
    private static final String MONTHS_PER_INSERT = "clickhouse_setting_max_partitions_per_insert_block";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A server that does not answer for that long counts as away. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    private final Settings settings;

    /** Sinks into the database of these settings. */
    public ClickHouseSinks(Settings settings) {
        this.settings = settings;
    }

    /** Writes each element as a row. */
    public <T> void write(DataStream<T> rows, Table<T> table) {
        rows.sinkTo(sink(table)).uid("write-" + table.name()).name("write " + table.name());
    }

    /** Writes what became of what was read. */
    public void writeAudit(Audit audit) {
        write(audit.balances(), AuditTables.INTAKE_BALANCES);
        write(audit.rejected(), IntakeTables.REJECTED_RECORDS);
        audit.late().ifPresent(late -> write(late, IntakeTables.LATE_EVENTS));
    }

    /** Writes where the time of changes went. */
    public void writeFlow(DataStream<Change> changes) {
        write(
                changes.<FlowTables.Row>flatMap(
                                (change, out) -> FlowTables.rowsOf(change).forEach(out::collect))
                        .returns(TypeInformation.of(FlowTables.Row.class))
                        .uid("list-stages")
                        .name("list stages"),
                FlowTables.FLOW_STAGES);
    }

    /** Writes what catalog revisions say into the catalog's tables. */
    public void writeCatalogs(DataStream<Received<ValueStreamCatalog>> catalogs) {
        write(
                catalogs.<CatalogTables.ReachRow>flatMap(
                                (catalog, out) -> CatalogTables.reachOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(CatalogTables.ReachRow.class))
                        .uid("list-reach")
                        .name("list reach"),
                CatalogTables.CATALOG_REACH);
        write(
                catalogs.<CatalogTables.KpiRow>flatMap(
                                (catalog, out) -> CatalogTables.kpisOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(CatalogTables.KpiRow.class))
                        .uid("list-kpis")
                        .name("list KPIs"),
                CatalogTables.CATALOG_KPIS);
        write(
                catalogs.<CatalogTables.StreamRow>flatMap((catalog, out) ->
                                CatalogTables.valueStreamsOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(CatalogTables.StreamRow.class))
                        .uid("list-value-streams")
                        .name("list value streams"),
                CatalogTables.CATALOG_VALUE_STREAMS);
        write(
                catalogs.<CatalogTables.ActivityRow>flatMap((catalog, out) ->
                                CatalogTables.activitiesOf(catalog).forEach(out::collect))
                        .returns(TypeInformation.of(CatalogTables.ActivityRow.class))
                        .uid("list-activities")
                        .name("list activities"),
                CatalogTables.CATALOG_ACTIVITIES);
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

    /** How to connect, so that a server that does not answer is noticed, and tried again by the writer alone. */
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
