package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.clickhouse.ClickHouseHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Version 10 of the tables over rows of version 9. */
public class WiderNumbersMigrationTest {

    private static final List<String> BEFORE = List.of(
            "CREATE TABLE rejected_records (topic LowCardinality(String), partition UInt32, offset UInt64, reason"
                    + " String) ENGINE = ReplacingMergeTree ORDER BY (topic, partition, offset)",
            "CREATE TABLE catalog_reach (revision UInt64, distance UInt8) ENGINE = ReplacingMergeTree ORDER BY revision",
            "CREATE TABLE catalog_value_streams (revision UInt64, position UInt8) ENGINE = ReplacingMergeTree ORDER BY"
                    + " revision",
            "CREATE TABLE catalog_activities (revision UInt64, position UInt8) ENGINE = ReplacingMergeTree ORDER BY"
                    + " revision",
            "CREATE TABLE incident_attributions (incident_id String, distances Array(Int16)) ENGINE ="
                    + " ReplacingMergeTree ORDER BY incident_id",
            "INSERT INTO rejected_records VALUES ('t', 1, 2, 'empty')",
            "INSERT INTO catalog_reach VALUES (1, 255)",
            "INSERT INTO catalog_value_streams VALUES (1, 255)",
            "INSERT INTO catalog_activities VALUES (1, 255)",
            "INSERT INTO incident_attributions VALUES ('i', [-3, 0, 32767])");

    private static String query(String sql) throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        return new ClickHouseHttp(clickHouse.address())
                .query(clickHouse.credentials().admin(), sql, Map.of("database", "version_9"))
                .stripTrailing();
    }

    @BeforeEach
    void tablesOfVersionNine() throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        clickHouse.query(clickHouse.credentials().admin(), "CREATE DATABASE version_9", Map.of());
        for (String statement : BEFORE) {
            query(statement);
        }
    }

    @AfterEach
    void drop() throws Exception {
        query("DROP DATABASE version_9");
    }

    @Test
    void rowsStayAndThereIsRoomForMore() throws Exception {
        String migration = Files.readString(Path.of("../../sql/migrations/V010__wider_numbers_and_refused_rows.sql"));
        for (String statement : migration.split(";\\s*\\n", -1)) {
            if (!statement.isBlank()) {
                query(statement);
            }
        }
        query("INSERT INTO rejected_records VALUES ('t', 1, 2, 'refused-by-database', 'changes|a')");
        query("INSERT INTO catalog_reach VALUES (2, 9999)");
        query("INSERT INTO incident_attributions VALUES ('j', [99999])");

        assertThat(query("SELECT reason, refused_row FROM rejected_records FINAL ORDER BY refused_row"))
                .isEqualTo("empty\t\nrefused-by-database\tchanges|a");
        assertThat(query("SELECT distance FROM catalog_reach ORDER BY revision"))
                .isEqualTo("255\n9999");
        assertThat(query(
                        "SELECT position FROM catalog_value_streams UNION ALL SELECT position FROM catalog_activities"))
                .isEqualTo("255\n255");
        assertThat(query("SELECT distances FROM incident_attributions ORDER BY incident_id"))
                .isEqualTo("[-3,0,32767]\n[99999]");
    }
}
