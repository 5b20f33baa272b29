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
 * The same five files in another order and with another parallelism end in the same tables, row by row: where activity
 * came before the others, after the start that the import advises, which computes everything again.
 */
@Timeout(600)
class ImportOrderTest {

    @TempDir
    private static Path folder;

    private static List<ImportFile> files;
    private static TableContents expected;

    /** The order of the README. */
    @BeforeAll
    static void importInTheUsualOrder() throws Exception {
        files = new SchoolFiles().all();
        Path data = StackFixture.scratch("orders");
        StackFixture stack = StackFixture.start(StackOptions.isolated(data).parallel(1), Jobs.all());
        try {
            boolean outdated = importAll(stack, List.of("catalog", "calendar", "deployments", "incidents", "activity"));
            assertThat(outdated).isFalse();
            // The last observed minute ends when Kafka confirms that there is no more.
            String last = "SELECT max(minute) FROM outcomes WHERE kpi = 'available'";
            assertThat(stack.awaitValue(last, "2026-02-08 23:54:00")).isEqualTo("2026-02-08 23:54:00");
            expected = TableContents.whenStable(stack, folder.resolve("expected"));
        } finally {
            stack.stop();
            StackFixture.delete(data);
        }
        assertThat(expected.rows("changes")).isEqualTo(40);
        assertThat(expected.rows("incidents")).isEqualTo(14);
        assertThat(expected.rows("release_collisions")).isPositive();
        assertThat(expected.rows("outcome_minutes")).isGreaterThan(100_000);
        assertThat(expected.rows("change_effects")).isGreaterThan(400);
        assertThat(expected.rows("rejected_records") + expected.rows("late_events") + expected.rows("late_sums"))
                .isZero();
    }

    @AfterAll
    static void forget() {
        expected = null;
    }

    /** Nothing of it is known when the activity comes, and each topic is read by several subtasks. */
    @Test
    void activityFirstAndTheCatalogLastAtAParallelismOfFour() throws Exception {
        assertSame(4, List.of("activity", "incidents", "deployments", "calendar", "catalog"));
    }

    private static void assertSame(int parallelism, List<String> order) throws Exception {
        Path data = StackFixture.scratch("orders");
        try {
            StackFixture stack = StackFixture.start(StackOptions.isolated(data).parallel(parallelism), Jobs.all());
            try {
                assertThat(importAll(stack, order)).isTrue();
            } finally {
                stack.stop();
            }
            StackFixture again = StackFixture.start(
                    StackOptions.isolated(data).beginning(Begin.RECOMPUTE).parallel(parallelism), Jobs.all());
            try {
                expected.await(again, folder.resolve("found"));
                assertThat(again.awaitUnaccounted()).isEqualTo("0");
            } finally {
                again.stop();
            }
        } finally {
            StackFixture.delete(data);
        }
    }

    /** Imports the files and returns whether one of the imports advised to compute again. */
    private static boolean importAll(StackFixture stack, List<String> order) throws Exception {
        StackImports imports = new StackImports(stack, folder);
        boolean advised = false;
        for (String name : order) {
            ImportFile file = files.stream()
                    .filter(each -> each.name().startsWith(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(imports.run(file.kind(), file.name(), file.text()))
                    .as(imports.account())
                    .isZero();
            advised |= imports.account().contains("up --recompute");
        }
        assertThat(stack.awaitUnaccounted()).isEqualTo("0");
        return advised;
    }
}
