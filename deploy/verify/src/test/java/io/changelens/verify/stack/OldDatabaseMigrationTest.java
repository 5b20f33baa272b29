package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A database of an earlier version, with rows in it, is brought up to date. The resources {@code released-migrations} are the
 * repeated migrations of that version, unchanged; its versioned ones are the first nine.
 */
class OldDatabaseMigrationTest {

    private static final String OLD = "of_an_earlier_version";

    /** Tables with rows that the jobs do not compute again, or not all of them. */
    private static final Set<String> STAYING = Set.of(
            "catalog_activities",
            "catalog_kpis",
            "catalog_reach",
            "catalog_service_names",
            "catalog_value_streams",
            "change_alerts",
            "dora_bands",
            "intake_balances",
            "outcome_recomputations",
            "rejected_records",
            "release_windows");

    private ClickHouseFixture clickHouse;

    private String query(String sql) throws Exception {
        return new ClickHouseHttp(clickHouse.address())
                .query(clickHouse.credentials().admin(), sql, Map.of("database", OLD))
                .stripTrailing();
    }

    private String url() {
        return "jdbc:clickhouse:" + clickHouse.address() + "/" + OLD;
    }

    private int migrate() {
        return Migrations.migrate(url(), clickHouse.credentials().admin());
    }

    @BeforeEach
    void oldDatabase() throws Exception {
        clickHouse = ClickHouseFixture.get();
        clickHouse.query(clickHouse.credentials().admin(), "CREATE DATABASE " + OLD, Map.of());
        Migrations.migrate(url(), clickHouse.credentials().admin(), "filesystem:" + releasedMigrations());
    }

    /** Versioned migrations never change; those that are repeated do. */
    private static Path releasedMigrations() throws IOException {
        Path folder = StackFixture.scratch("released-migrations");
        try (Stream<Path> current = Files.list(Path.of("../../sql/migrations"));
                Stream<Path> repeated = Files.list(Path.of("src/test/resources/released-migrations"))) {
            Stream<Path> versioned =
                    current.filter(file -> file.getFileName().toString().compareTo("V010") < 0
                            && file.getFileName().toString().startsWith("V"));
            for (Path file : Stream.concat(versioned, repeated).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder.toAbsolutePath();
    }

    @AfterEach
    void drop() throws Exception {
        query("DROP DATABASE " + OLD);
    }

    @Test
    void rowsStayAndThereIsRoomForMore() throws Exception {
        query("INSERT INTO rejected_records (topic, partition, offset, reason) VALUES ('t', 1, 2, 'empty')");
        query("INSERT INTO catalog_reach (revision, distance) VALUES (1, 255)");
        query("INSERT INTO catalog_value_streams (revision, position) VALUES (1, 255)");
        query("INSERT INTO catalog_activities (revision, position) VALUES (1, 255)");
        query("INSERT INTO incident_attributions (incident_id, distances, explicit, maturity)"
                + " VALUES ('i', [-3, 0, 32767], [true, false, false], 'FINAL')");
        query("INSERT INTO change_effects (change_id, horizon_seconds, maturity) VALUES ('c', 3600, 'REVISED')");
        query("INSERT INTO change_alerts (alert_id, kind) VALUES ('a', 'STREAM_SILENT')");

        assertThat(migrate()).isPositive();

        query("INSERT INTO rejected_records (topic, partition, offset, reason, refused_row)"
                + " VALUES ('t', 1, 2, 'refused-by-database', 'changes|a')");
        query("INSERT INTO catalog_reach (revision, distance) VALUES (2, 9999)");
        query("INSERT INTO incident_attributions (incident_id, distances) VALUES ('j', [99999])");
        assertThat(query("SELECT reason, refused_row FROM rejected_records FINAL ORDER BY refused_row"))
                .isEqualTo("empty\t\nrefused-by-database\tchanges|a");
        assertThat(query("SELECT distance FROM catalog_reach ORDER BY revision"))
                .isEqualTo("255\n9999");
        assertThat(query(
                        "SELECT position FROM catalog_value_streams UNION ALL SELECT position FROM catalog_activities"))
                .isEqualTo("255\n255");
        assertThat(query("SELECT distances, reported, status FROM incident_attributions ORDER BY incident_id"))
                .isEqualTo("[-3,0,32767]\t[true,false,false]\tFINAL\n[99999]\t[]");
        assertThat(query("SELECT change_id, status, headline FROM latest_effects"))
                .isEqualTo("c\tREVISED\ttrue");
        assertThat(query("SELECT kind FROM change_alerts")).isEqualTo("VALUE_STREAM_SILENT");
    }

    /** Sentences of the old version, as it wrote them. */
    @Test
    void sentencesBecomeCodesAndThoseThatFitNoneStay() throws Exception {
        query("INSERT INTO change_effects (change_id, method, insufficient) VALUES"
                + " ('a', 'placebo-in-time regression, less comparison, half a unit added; other changes not avoided', ''),"
                + " ('b', '', 'too little history: 12.3 days before the change, 18.0 are needed at this horizon'),"
                + " ('c', 'none', 'fewer than 10 events below the line in the window after the change'),"
                + " ('d', 'by hand', 'the moon was full')");
        query(
                "INSERT INTO incident_attributions (incident_id, reasons) VALUES ('i', ['reported as the cause; my kpi -9.1 %;"
                        + " failed; live 12 min before; on the service itself; emergency change', 'fine +5.0 % compared with cohorts"
                        + " without it; 2 dependencies upstream', 'c +Infinity %; began 3 min before and still ran; the moon', ''])");
        query(
                "INSERT INTO release_collisions (change_id, reason) VALUES ('a', 'the window was cancelled'), ('b', 'odd')");

        migrate();

        assertThat(query("SELECT change_id, method, insufficient, insufficient_args FROM change_effects"
                                + " ORDER BY change_id")
                        .lines())
                .containsExactly(
                        "a\t['PLACEBO_REGRESSION','LESS_COMPARISON','HALF_UNIT_ADDED','OTHER_CHANGES_NOT_AVOIDED']\t\t[]",
                        "b\t[]\tLITTLE_HISTORY\t['days=12.3','needed=18.0']",
                        "c\t[]\tFEW_EVENTS\t['least=10']",
                        "d\t['by hand']\tthe moon was full\t[]");
        assertThat(query("SELECT arrayJoin(reasons) FROM incident_attributions").lines())
                .containsExactly(
                        "[['REPORTED'],['KPI_SHIFTED','kpi=my kpi','percent=-9.1'],['FAILED'],['LIVE_BEFORE','minutes=12'],"
                                + "['ON_THE_SERVICE'],['EMERGENCY_CHANGE']]",
                        "[['KPI_SHIFTED_WHERE_LIVE','kpi=fine','percent=+5.0'],['UPSTREAM','distance=2']]",
                        "[['KPI_WORSE','kpi=c'],['STILL_RUNNING','minutes=3'],['the moon']]",
                        "[]");
        assertThat(query("SELECT reason FROM release_collisions ORDER BY change_id")
                        .lines())
                .containsExactly("WINDOW_CANCELLED", "odd");
        assertThat(query("SELECT insufficient_words, method_words FROM effects_in_words WHERE change_id IN ('b', 'd')"
                                + " ORDER BY change_id")
                        .lines())
                .containsExactly(
                        "too little history: 12.3 days before the change, 18.0 are needed at this horizon\t",
                        "the moon was full\tby hand");
    }

    /** A view that was made for the old columns would fail here. */
    @Test
    void everyViewCanBeRead() throws Exception {
        migrate();
        String views = query("SELECT name FROM system.tables WHERE database = '" + OLD + "' AND engine = 'View'");
        assertThat(views.lines()).hasSizeGreaterThan(10);
        for (String view : views.split("\n", -1)) {
            String statement = query("SELECT create_table_query FROM system.tables WHERE database = '" + OLD
                    + "' AND name = '" + view + "'");
            boolean takesParameters = statement.contains(":String}");
            if (!takesParameters) {
                query("SELECT * FROM " + view + " LIMIT 0");
            }
        }
    }

    /** A table that is new has to be either computed again, and is emptied, or one of those that stay. */
    @Test
    void rowsThatTheJobsComputeAgainAreRemovedAndOthersStay() throws Exception {
        query("INSERT INTO changes (change_id, events) VALUES ('17', 4)");
        query("INSERT INTO change_effects (change_id, maturity, revision) VALUES ('cancelled', 'FINAL', 1000)");
        query("INSERT INTO late_events (topic, event_id) VALUES ('learning-activity', 'e')");
        query(
                "INSERT INTO rejected_records (topic, reason) VALUES ('deployments', 'empty'), ('p.value-streams', 'empty')");
        query("INSERT INTO change_alerts (alert_id, kind) VALUES ('a', 'EFFECT_DEGRADED'), ('b', 'INTAKE_UNBALANCED')");
        query("INSERT INTO catalog_reach (revision) VALUES (1)");
        query("INSERT INTO release_windows (window_id) VALUES ('w')");
        migrate();

        String script = Files.readString(Path.of("../../sql/recompute/remove-computed.sql"));
        List<String> statements = Arrays.stream(
                        script.replaceAll("(?m)^--.*$", "").split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
        for (String statement : statements) {
            query(statement);
        }

        assertThat(query("SELECT concat(topic, ' ', reason) FROM rejected_records"))
                .isEqualTo("p.value-streams empty");
        assertThat(query("SELECT alert_id FROM change_alerts")).isEqualTo("b");
        assertThat(query("SELECT count() FROM catalog_reach")).isEqualTo("1");
        assertThat(query("SELECT count() FROM release_windows")).isEqualTo("1");
        for (String table : query("SELECT name FROM system.tables WHERE database = '" + OLD
                        + "' AND engine LIKE '%MergeTree' AND name NOT LIKE 'flyway%'")
                .split("\n", -1)) {
            boolean emptied = statements.contains("TRUNCATE TABLE " + table);
            assertThat(emptied ^ STAYING.contains(table)).as(table).isTrue();
            if (emptied) {
                assertThat(query("SELECT count() FROM " + table)).as(table).isEqualTo("0");
            }
        }
    }

    @Test
    void aColumnThatAMigrationAddsIsInTheLatestRowsAfterTheNextStart() throws Exception {
        migrate();
        query("ALTER TABLE change_effects ADD COLUMN another UInt8 DEFAULT 7");
        query("INSERT INTO change_effects (change_id) VALUES ('c')");

        int applied = migrate();

        assertThat(applied).as("only the views of the latest rows are repeated").isEqualTo(1);
        assertThat(query("SELECT another FROM latest_effects")).isEqualTo("7");
    }
}
