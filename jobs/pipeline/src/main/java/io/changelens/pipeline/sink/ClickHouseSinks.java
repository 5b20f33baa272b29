package io.changelens.pipeline.sink;

import io.changelens.pipeline.audit.AuditTopology.Audit;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.ValueStreamCatalog;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes streams into ClickHouse, in batches and at least once: each table replaces what is written twice. An insert
 * that keeps failing fails the job, which begins again at its last checkpoint, so that nothing is lost.
 */
public final class ClickHouseSinks {

    /** Sends rows in ClickHouse's binary format instead of text; what is bound keeps its bytes. */
    private static final String BINARY_INSERTS = "beta.row_binary_for_simple_insert";

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
    public void writeCatalogs(DataStream<ValueStreamCatalog> catalogs) {
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
                                CatalogTables.streamsOf(catalog).forEach(out::collect))
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

    private <T> JdbcSink<T> sink(Table<T> table) {
        return JdbcSink.<T>builder()
                .withQueryStatement(table.insert(), (statement, row) -> bind(statement, table.columns(), row))
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(settings.batchRows())
                        .withBatchIntervalMs(settings.batchInterval().toMillis())
                        .withMaxRetries(settings.retries())
                        .build())
                .buildAtLeastOnce(new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(settings.clickHouse().url())
                        .withDriverName(Settings.CLICKHOUSE_DRIVER)
                        .withUsername(settings.clickHouse().user())
                        .withPassword(settings.clickHouse().password())
                        .withProperty(BINARY_INSERTS, "true")
                        .build());
    }

    private static <T> void bind(PreparedStatement statement, List<Table.Column<T>> columns, T row)
            throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Object value = columns.get(i).value().of(row);
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
