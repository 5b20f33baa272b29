package io.changelens.verify.imports;

import static org.assertj.core.api.Assertions.fail;

import io.changelens.verify.stack.StackFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the tables of a stack contain. Left out is what tells how often and when a row was written: numbers of revisions
 * of effects and of minutes of whole value streams, times of roll-ups, the port in links, and the account, which is
 * kept by partition and run.
 */
final class TableContents {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private static final Map<String, String> COLUMNS = Map.of(
            "change_effects", "* EXCEPT revision",
            "change_effect_paths", "* EXCEPT revision",
            "change_alerts", "* EXCEPT link",
            "change_results", "* EXCEPT rolled_at",
            "outcome_hours", "* EXCEPT (events, rolled_at)",
            "outcome_minutes", "* REPLACE (if(service = '', 0, events) AS events)");

    private final Map<String, String> hashes;
    private final Path copy;

    private TableContents(Map<String, String> hashes, Path copy) {
        this.hashes = hashes;
        this.copy = copy;
    }

    /** Reads the tables as soon as they have been the same for a while, and copies them. */
    static TableContents whenStable(StackFixture stack, Path copy) throws Exception {
        Map<String, String> before = Map.of();
        Map<String, String> now = hashes(stack);
        for (int same = 0; same < 5; same = now.equals(before) ? same + 1 : 0) {
            Thread.sleep(2_000);
            before = now;
            now = hashes(stack);
        }
        copy(stack, now.keySet(), copy);
        return new TableContents(now, copy);
    }

    /**
     * Waits until the tables of a stack have the same content, and fails with the first rows that differ.
     */
    void await(StackFixture stack, Path found) throws Exception {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Set<String> different = different(hashes(stack));
        while (!different.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(1_000);
            different = different(hashes(stack));
        }
        if (!different.isEmpty()) {
            copy(stack, different, found);
            StringBuilder message = new StringBuilder();
            for (String table : different) {
                message.append(compare(table, copy.resolve(table), found.resolve(table)));
            }
            fail(message.toString());
        }
    }

    /** Number of rows of a table. */
    long rows(String table) {
        return Long.parseLong(hashes.get(table).split(" ", 2)[0]);
    }

    private Set<String> different(Map<String, String> others) {
        Set<String> tables = new TreeSet<>(hashes.keySet());
        tables.addAll(others.keySet());
        tables.removeIf(table -> hashes.getOrDefault(table, "").equals(others.getOrDefault(table, "")));
        return tables;
    }

    private static Map<String, String> hashes(StackFixture stack) throws InterruptedException {
        Map<String, String> hashes = new TreeMap<>();
        for (String table : tables(stack)) {
            hashes.put(
                    table,
                    stack.query("SELECT concat(count(), ' ', sum(cityHash64(formatRow('TSV', *)))) FROM ("
                            + select(table) + ")"));
        }
        return hashes;
    }

    private static List<String> tables(StackFixture stack) throws InterruptedException {
        return stack.query("SELECT name FROM system.tables WHERE database = currentDatabase()"
                        + " AND engine = 'ReplacingMergeTree' AND name != 'intake_balances'")
                .lines()
                .toList();
    }

    private static String select(String table) {
        return "SELECT " + COLUMNS.getOrDefault(table, "*") + " FROM " + table + " FINAL";
    }

    private static void copy(StackFixture stack, Set<String> tables, Path folder) throws Exception {
        Files.createDirectories(folder);
        for (String table : tables) {
            Files.writeString(folder.resolve(table), stack.query(select(table)) + "\n");
        }
    }

    private static String compare(String table, Path expected, Path found) throws IOException {
        Set<String> missing = new HashSet<>(Files.readAllLines(expected));
        Set<String> added = new HashSet<>(Files.readAllLines(found));
        Set<String> both = new HashSet<>(missing);
        both.retainAll(added);
        missing.removeAll(both);
        added.removeAll(both);
        return table + ": " + missing.size() + " rows are missing, " + added.size() + " are not expected\n"
                + first("- ", missing) + first("+ ", added);
    }

    private static String first(String sign, Set<String> rows) {
        return rows.stream()
                .sorted(Comparator.naturalOrder())
                .limit(5)
                .map(row -> sign + row + "\n")
                .collect(Collectors.joining());
    }
}
