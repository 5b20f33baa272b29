package io.changelens.verify.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.local.flink.Jobs;
import io.changelens.local.stack.StackOptions;
import io.changelens.local.stack.StackOptions.Begin;
import io.changelens.verify.imports.SchoolFiles.ImportFile;
import io.changelens.verify.stack.StackFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same five files in another order and with another parallelism end in the same tables, row by row. Where activity
 * came before the catalog, after a start that computes the outcomes again.
 */
@Timeout(600)
class ImportOrderTest {

    private static final String RECOMPUTED = "2";
    private static final String AS_IMPORTED = "0";

    @TempDir
    private static Path folder;

    private static List<ImportFile> files;
    private static TableContents expected;

    /** The order of the README. */
    @BeforeAll
    static void importInTheUsualOrder() throws Exception {
        files = new SchoolFiles().all();
        Path data = StackFixture.scratch("orders");
        StackFixture stack = StackFixture.start(options(data, Begin.CONTINUE, 1), Jobs.all());
        try {
            importAll(stack, List.of("catalog", "calendar", "deployments", "incidents", "activity"));
            assertThat(stack.query("SELECT count() FROM outcomes_outdated")).isEqualTo("0");
            // The last changes are measured when the jobs have read all.
            String measured = "SELECT min(n) > 30 FROM (SELECT countIf(status IN ('FINAL', 'REVISED')) AS n"
                    + " FROM change_effects FINAL GROUP BY horizon_seconds HAVING horizon_seconds <= 86400)";
            assertThat(stack.awaitValue(measured, "1")).isEqualTo("1");
            expected = TableContents.whenStable(stack, folder.resolve("expected"));
        } finally {
            stack.stop();
            StackFixture.delete(data);
        }
        assertThat(expected.rows("changes")).isEqualTo(40);
        assertThat(expected.rows("incidents")).isEqualTo(14);
        assertThat(expected.rows("release_collisions")).isPositive();
        assertThat(expected.rows("outcome_minutes")).isGreaterThan(100_000);
        assertThat(expected.rows("rejected_records") + expected.rows("late_events") + expected.rows("late_sums"))
                .isZero();
    }

    @AfterAll
    static void forget() {
        expected = null;
    }

    @Test
    void activityFirstAndTheCatalogLast() throws Exception {
        assertSame(List.of("activity", "incidents", "deployments", "calendar", "catalog"), 2, RECOMPUTED);
    }

    @Test
    void activityBeforeDeploymentsAndIncidents() throws Exception {
        assertSame(List.of("catalog", "activity", "calendar", "incidents", "deployments"), 4, AS_IMPORTED);
    }

    private static void assertSame(List<String> order, int parallelism, String stacks) throws Exception {
        Path data = StackFixture.scratch("orders");
        try {
            StackFixture stack = StackFixture.start(options(data, Begin.CONTINUE, parallelism), Jobs.all());
            try {
                importAll(stack, order);
                boolean outdated =
                        !stack.query("SELECT count() FROM outcomes_outdated").equals("0");
                assertThat(outdated).isEqualTo(stacks.equals(RECOMPUTED));
                if (!outdated) {
                    expected.await(stack, folder.resolve("found"));
                }
            } finally {
                stack.stop();
            }
            if (stacks.equals(RECOMPUTED)) {
                StackFixture again = StackFixture.start(options(data, Begin.RECOMPUTE, parallelism), Jobs.all());
                try {
                    expected.await(again, folder.resolve("found"));
                } finally {
                    again.stop();
                }
            }
        } finally {
            StackFixture.delete(data);
        }
    }

    private static void importAll(StackFixture stack, List<String> order) throws Exception {
        StackImports imports = new StackImports(stack, folder);
        for (String name : order) {
            ImportFile file = files.stream()
                    .filter(each -> each.name().startsWith(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(imports.run(file.kind(), file.name(), file.text()))
                    .as(imports.account())
                    .isZero();
        }
        assertThat(stack.awaitUnaccounted()).isEqualTo("0");
    }

    /** Three jobs share the slots. */
    private static StackOptions options(Path data, Begin begin, int parallelism) {
        StackOptions usual = StackOptions.isolated(data);
        return new StackOptions(
                usual.dataDir(),
                begin,
                usual.stateFile(),
                usual.ports(),
                usual.kafka(),
                usual.clickHouse(),
                3 * parallelism,
                parallelism,
                usual.topics(),
                usual.giveUpAfter(),
                usual.production());
    }
}
