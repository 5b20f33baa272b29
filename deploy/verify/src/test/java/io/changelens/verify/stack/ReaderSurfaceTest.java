package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Everything in SQL that takes a path or an address, asked of the server itself: each is refused to the reader. A newer
 * ClickHouse with something new fails here until somebody has looked at it.
 */
class ReaderSurfaceTest {

    private static final String CANARY = "canary-" + UUID.randomUUID();

    /** Table functions that make rows out of their arguments, or out of tables that the user may read. */
    private static final Set<String> WITHIN = words("""
            dictionary format fuzzJSON fuzzQuery generateRandom generateSeries generate_series input merge
            mergeTreeAnalyzeIndexes mergeTreeAnalyzeIndexesUUID mergeTreeIndex mergeTreeProjection mergeTreeTextIndex
            null numbers numbers_mt primes SQLStandardValues values view viewExplain viewIfPermitted zeros zeros_mt""");

    /** Table functions that read files, connect to somebody or run something. */
    private static final Set<String> OUTSIDE = words("""
            azureBlobStorage azureBlobStorageCluster cluster clusterAllReplicas cosn deltaLake deltaLakeAzure
            deltaLakeAzureCluster deltaLakeCluster deltaLakeLocal deltaLakeS3 deltaLakeS3Cluster eval executable file
            fileCluster filesystem gcs hdfs hdfsCluster hudi hudiCluster iceberg icebergAzure icebergAzureCluster
            icebergCluster icebergHDFS icebergHDFSCluster icebergLocal icebergLocalCluster icebergS3 icebergS3Cluster
            jdbc loop mongodb mysql odbc oss paimon paimonAzure paimonAzureCluster paimonCluster paimonHDFS
            paimonHDFSCluster paimonLocal paimonS3 paimonS3Cluster postgresql prometheusQuery prometheusQueryRange redis
            remote remoteSecure s3 s3Cluster sqlite timeSeriesData timeSeriesMetrics timeSeriesSamples
            timeSeriesSelector timeSeriesTags url urlCluster ytsaurus""");

    /** Scalar functions whose name or arguments speak of files, paths, hosts, models: those that open one. */
    private static final Set<String> OPENING =
            words("aiClassify aiEmbed aiExtract aiGenerate aiTranslate catboostEvaluate file");

    /** Those of them that open nothing: they speak of paths in JSON, of models' scores, of profiles, of the disk's size. */
    private static final Set<String> HARMLESS = words("""
            JSONKey arrayAUCPR arrayROCAUC currentProfiles defaultProfiles enabledProfiles evalMLMethod
            filesystemAvailable filesystemCapacity filesystemUnreserved""");

    private static OwnClickHouse clickHouse;
    private static Login reader;
    private static Path outside;

    @BeforeAll
    static void start() throws Exception {
        clickHouse = OwnClickHouse.start();
        reader = clickHouse.credentials().reader();
        outside = clickHouse.directory().resolve("outside.txt");
        Files.writeString(outside, CANARY + "\n");
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    private static Set<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(String sql) throws InterruptedException {
        return clickHouse.query(clickHouse.credentials().admin(), sql).lines().toList();
    }

    @Test
    void everyTableFunctionIsKnown() throws Exception {
        Set<String> known = new TreeSet<>(WITHIN);
        known.addAll(OUTSIDE);

        assertThat(names("SELECT name FROM system.table_functions")).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void tableFunctionsThatReachOutAreRefused() throws Exception {
        String path = "'" + outside + "'";
        List<String> arguments = List.of(
                path,
                path + ", 'LineAsString'",
                path + ", 'LineAsString', 'x String'",
                path + ", 'x'",
                "'http://127.0.0.1:1/x', 'LineAsString', 'x String'",
                "'127.0.0.1:1', 'system', 'one'",
                "'127.0.0.1:1', 'system', 'one', 'u', 'p'",
                "'default', 'system', 'one'",
                "system.one",
                "system.users");
        for (String function : OUTSIDE) {
            for (String given : arguments) {
                String sql = "SELECT * FROM " + function + "(" + given + ")";
                assertThatThrownBy(() -> clickHouse.query(reader, sql))
                        .as(sql)
                        .isInstanceOf(UserError.class)
                        .message()
                        .doesNotContain(CANARY);
            }
        }
    }

    @Test
    void theWholeCallOfEachFileReaderIsRefusedByItsGrant() throws Exception {
        for (String call : List.of(
                "file('" + outside + "', LineAsString)",
                "`" + outside + "`",
                "url('http://127.0.0.1:1/', LineAsString)",
                "remote('127.0.0.1:1', system.one)",
                "s3('http://127.0.0.1:1/bucket/key', LineAsString)",
                "mysql('127.0.0.1:1', 'd', 't', 'u', 'p')",
                "postgresql('127.0.0.1:1', 'd', 't', 'u', 'p')",
                "sqlite('" + outside + "', 't')",
                "filesystem('/')",
                "executable('id', LineAsString, 'x String')",
                "loop(system.users)")) {
            assertThat(clickHouse.answer(reader, "SELECT * FROM " + call))
                    .as(call)
                    .contains("ACCESS_DENIED");
        }
    }

    @Test
    void scalarFunctionsThatOpenSomethingAreKnown() throws Exception {
        List<String> suspects = names("""
                SELECT name FROM system.functions WHERE NOT is_aggregate AND alias_to = ''
                  AND (match(name, '(?i)file|catboost|libr|socket|exec|backup|remote|fetch|load') OR match(name, '^ai[A-Z]')
                    OR match(arguments, '(?i)\\b(file ?name|path to|host ?name of|endpoint|named collection|model)\\b'))
                """);

        Set<String> opening = new TreeSet<>(suspects);
        opening.removeAll(HARMLESS);

        assertThat(opening).isEqualTo(OPENING);
    }

    /** Whatever it is called, with whatever number of arguments. */
    @Test
    void noFunctionAtAllGivesWhatIsInAFile() throws Exception {
        assumeTrue(clickHouse.server().notConfined().isEmpty());
        List<String> given = new ArrayList<>();
        String path = "'" + outside + "'";
        given.add(path);
        given.add(path + ", " + path);
        for (String function : names("SELECT name FROM system.functions WHERE alias_to = '' AND name != 'file'")) {
            for (String arguments : given) {
                String sql = "SELECT `" + function + "`(" + arguments + ")";
                assertThat(clickHouse.answer(reader, sql)).as(sql).doesNotContain(CANARY);
            }
        }
    }

    @Test
    void statementsThatWriteReadOrRunAreRefused() throws Exception {
        for (String sql : List.of(
                "SELECT 1 INTO OUTFILE '" + outside + "'",
                "CREATE TABLE " + Endpoints.DATABASE + ".f (x String) ENGINE = File(LineAsString, '" + outside + "')",
                "CREATE TEMPORARY TABLE f (x String) ENGINE = File(LineAsString, '" + outside + "')",
                "CREATE TEMPORARY TABLE f (x String) ENGINE = URL('http://127.0.0.1:1/', LineAsString)",
                "ATTACH TABLE " + Endpoints.DATABASE + ".f FROM '" + outside + "' (x String) ENGINE = Log",
                "CREATE DATABASE f ENGINE = Filesystem('/')",
                "CREATE DICTIONARY " + Endpoints.DATABASE + ".d (k UInt64, v String) PRIMARY KEY k"
                        + " SOURCE(FILE(path '" + outside + "' format 'TSV')) LAYOUT(FLAT()) LIFETIME(0)",
                "CREATE FUNCTION f AS (x) -> file(x)",
                "CREATE NAMED COLLECTION f AS url = 'http://127.0.0.1:1/'",
                "CREATE USER f",
                "GRANT SELECT ON system.* TO reader",
                "INSERT INTO FUNCTION file('" + outside + "', LineAsString) VALUES ('x')",
                "DESCRIBE TABLE file('" + outside + "')",
                "BACKUP DATABASE " + Endpoints.DATABASE + " TO File('" + outside + "')",
                "BACKUP DATABASE " + Endpoints.DATABASE + " TO Disk('default', 'b')",
                "RESTORE DATABASE " + Endpoints.DATABASE + " FROM File('" + outside + "')",
                "SYSTEM RELOAD CONFIG",
                "SYSTEM RELOAD USERS",
                "SYSTEM SHUTDOWN",
                "SYSTEM KILL",
                "SYSTEM STOP LISTEN HTTP",
                "SYSTEM FLUSH LOGS",
                "SYSTEM DROP MARK CACHE",
                "KILL QUERY WHERE 1",
                "SELECT * FROM system.users",
                "SELECT * FROM system.processes WHERE user != 'reader' AND throwIf(1)",
                "SET readonly = 0")) {
            assertThatThrownBy(() -> clickHouse.query(reader, sql)).as(sql).isInstanceOf(UserError.class);
        }
        assertThat(outside).hasContent(CANARY);
    }
}
