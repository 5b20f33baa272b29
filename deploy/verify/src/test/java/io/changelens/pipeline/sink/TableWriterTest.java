package io.changelens.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.reason.AlertCode;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.AlertKind;
import io.changelens.schemas.AlertSeverity;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.verify.stack.ClickHouseFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a writer makes of a real ClickHouse's refusals.
 *
 * <p>One file: the cases share one ClickHouse and one way to make it refuse.
 */
class TableWriterTest {

    private static ClickHouseFixture clickHouse;

    private final List<Long> pauses = new ArrayList<>();
    private Action whileAway = () -> {};

    private interface Action {
        void run() throws InterruptedException;
    }

    @BeforeAll
    static void start() throws Exception {
        clickHouse = ClickHouseFixture.get();
    }

    @AfterEach
    void clear() throws Exception {
        admin("ALTER TABLE change_alerts DROP CONSTRAINT IF EXISTS no_bad");
        admin("ALTER TABLE rejected_records DROP CONSTRAINT IF EXISTS none");
        for (String table : List.of("change_alerts", "rejected_records", "outcome_minutes")) {
            admin("TRUNCATE TABLE " + table);
        }
    }

    private static String admin(String sql) throws InterruptedException {
        return clickHouse.query(clickHouse.credentials().admin(), sql, Map.of()).stripTrailing();
    }

    private <T> TableWriter<T> writer(Table<T> table) {
        JdbcConnectionOptions options = ClickHouseSinks.connection(new Settings.ClickHouseLogin(
                "jdbc:clickhouse:" + clickHouse.address() + "/changelens",
                clickHouse.credentials().writer().user(),
                clickHouse.credentials().writer().password()));
        return new TableWriter<>(
                table,
                JdbcExecutionOptions.builder()
                        .withBatchSize(20_000)
                        .withBatchIntervalMs(1_000)
                        .build(),
                new DatabaseSession(() -> new SimpleJdbcConnectionProvider(options), "test", Duration.ofSeconds(60)),
                new NoTimers(),
                millis -> {
                    pauses.add(millis);
                    whileAway.run();
                },
                UnregisteredMetricsGroup.createSinkWriterMetricGroup());
    }

    private static ChangeAlert alert(String id, String text) {
        return ChangeAlert.newBuilder()
                .setAlertId(id)
                .setKind(AlertKind.VALUE_STREAM_SILENT)
                .setState(AlertState.RAISED)
                .setCode(AlertCode.VALUE_STREAM_SILENT.name())
                .setSeverity(AlertSeverity.LOW)
                .setRaisedAt(Instant.EPOCH)
                .setText(text)
                .setRevision(1)
                .build();
    }

    @Test
    void oneRowOfTwentyThousandIsRefusedAndTheOthersGoIn() throws Exception {
        admin("ALTER TABLE change_alerts ADD CONSTRAINT no_bad CHECK text != 'bad'");
        try (TableWriter<ChangeAlert> writer = writer(AlertTables.CHANGE_ALERTS)) {
            for (int i = 0; i < 20_000; i++) {
                writer.write(alert("a" + i, i == 13_007 ? "bad" : "good"), null);
            }
            writer.flush(false);
        }

        assertThat(admin("SELECT count(), countIf(alert_id = 'a13007') FROM change_alerts FINAL"))
                .isEqualTo("19999\t0");
        assertThat(admin("SELECT topic, partition, reason, refused_row, JSONExtractString(raw, 'text') FROM"
                        + " rejected_records FINAL"))
                .isEqualTo("change_alerts\t0\trefused-by-database\tchange_alerts|a13007\tbad");
        assertThat(admin("SELECT detail FROM rejected_records"))
                .startsWith("change_alerts: ")
                .contains("469", "no_bad");
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatTheDriverCannotExpressIsRefusedAndAReplayReplacesIt() throws Exception {
        for (int replay = 0; replay < 2; replay++) {
            try (TableWriter<ChangeAlert> writer = writer(AlertTables.CHANGE_ALERTS)) {
                ChangeAlert negative = alert("negative", "x");
                negative.setRevision(-1);
                writer.write(alert("before", "x"), null);
                writer.write(negative, null);
                writer.write(alert("after", "x"), null);
                writer.flush(false);
            }
        }

        assertThat(admin("SELECT alert_id FROM change_alerts FINAL ORDER BY alert_id"))
                .isEqualTo("after\nbefore");
        assertThat(admin("SELECT count(), any(refused_row) FROM rejected_records FINAL"))
                .isEqualTo("1\tchange_alerts|negative");
    }

    @Test
    void aRowThatItsKeeperRefusesTooStopsNothing() throws Exception {
        admin("ALTER TABLE change_alerts ADD CONSTRAINT no_bad CHECK text != 'bad'");
        admin("ALTER TABLE rejected_records ADD CONSTRAINT none CHECK reason != 'refused-by-database'");
        try (TableWriter<ChangeAlert> writer = writer(AlertTables.CHANGE_ALERTS)) {
            writer.write(alert("1", "bad"), null);
            writer.write(alert("2", "good"), null);
            writer.flush(false);
        }

        assertThat(admin("SELECT alert_id FROM change_alerts FINAL")).isEqualTo("2");
        assertThat(admin("SELECT count() FROM rejected_records")).isEqualTo("0");
    }

    @Test
    void aTableThatIsNotThereOrReadOnlyIsWaitedFor() throws Exception {
        admin("DETACH TABLE change_alerts");
        whileAway = () -> {
            if (pauses.size() == 2) {
                admin("ATTACH TABLE change_alerts");
            }
        };
        try (TableWriter<ChangeAlert> writer = writer(AlertTables.CHANGE_ALERTS)) {
            writer.write(alert("1", "x"), null);
            writer.flush(false);
        }

        assertThat(pauses).hasSize(2);
        assertThat(admin("SELECT count() FROM change_alerts")).isEqualTo("1");
        assertThat(admin("SELECT count() FROM rejected_records")).isEqualTo("0");
    }

    @Test
    void aHistoryOfThreeHundredMonthsGoesInAtOnce() throws Exception {
        try (TableWriter<OutcomeMinute> writer = writer(OutcomeTables.OUTCOME_MINUTES)) {
            for (int month = 0; month < 300; month++) {
                writer.write(
                        new OutcomeMinute(
                                "s",
                                "k",
                                "x",
                                "c",
                                Instant.parse("2000-01-01T00:00:00Z")
                                        .atOffset(ZoneOffset.UTC)
                                        .plusMonths(month)
                                        .toInstant(),
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                1L,
                                1L,
                                false),
                        null);
            }
            writer.flush(false);
        }

        assertThat(pauses).isEmpty();
        assertThat(admin("SELECT count() FROM outcome_minutes")).isEqualTo("300");
    }

    @Test
    void closingWithRowsThatWaitThrowsNothing() throws Exception {
        TableWriter<ChangeAlert> writer = writer(AlertTables.CHANGE_ALERTS);
        writer.write(alert("1", "x"), null);
        writer.close();
        writer.close();

        assertThat(admin("SELECT count() FROM change_alerts")).isEqualTo("0");
    }

    @Test
    void theListedCodesHaveTheNamesThatClickHouseGivesThem() throws Exception {
        for (Map<Integer, String> table : List.of(DatabaseErrors.REFUSING, DatabaseErrors.AWAY)) {
            for (Map.Entry<Integer, String> entry : table.entrySet()) {
                assertThat(admin("SELECT errorCodeToName(" + entry.getKey() + ")"))
                        .isEqualTo(entry.getValue());
            }
        }
    }

    static Stream<Table<?>> tables() {
        return Stream.of(
                AlertTables.CHANGE_ALERTS,
                AttributionTables.INCIDENT_ATTRIBUTIONS,
                CatalogTables.CATALOG_ACTIVITIES,
                CatalogTables.CATALOG_KPIS,
                CatalogTables.CATALOG_REACH,
                CatalogTables.CATALOG_SERVICE_NAMES,
                CatalogTables.CATALOG_VALUE_STREAMS,
                CatalogTables.RELEASE_WINDOWS,
                CollisionTables.RELEASE_COLLISIONS,
                DeliveryTables.CHANGES,
                DeliveryTables.INCIDENTS,
                EffectTables.CHANGE_EFFECTS,
                FlowTables.FLOW_STAGES,
                IntakeTables.LATE_EVENTS,
                IntakeTables.REFUSED_ROWS,
                IntakeTables.REJECTED_RECORDS,
                OutcomeTables.LATE_SUMS,
                OutcomeTables.OUTCOME_MINUTES);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTablesKeyIsTheOneByWhichClickHouseReplacesRows(Table<?> table) throws Exception {
        assertThat(admin("SELECT sorting_key FROM system.tables WHERE database = 'changelens' AND name = '"
                        + table.name() + "'"))
                .isEqualTo(String.join(", ", table.key()));
    }

    /** A clock whose timers never come: the tests flush by themselves. */
    private static final class NoTimers implements ProcessingTimeService {
        @Override
        public long getCurrentProcessingTime() {
            return 0;
        }

        @Override
        public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
            return new Never();
        }
    }

    private static final class Never extends FutureTask<Void> implements ScheduledFuture<Void> {
        Never() {
            super(() -> null);
        }

        @Override
        public long getDelay(java.util.concurrent.TimeUnit unit) {
            return Long.MAX_VALUE;
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return 0;
        }
    }
}
