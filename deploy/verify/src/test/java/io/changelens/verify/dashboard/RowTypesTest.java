package io.changelens.verify.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.verify.stack.ClickHouseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The types of {@code src/data/rows.ts} have the columns that ClickHouse returns for the statements of {@code src/sql}. */
class RowTypesTest {

    private static final Path SOURCES = Path.of("../dashboard/src");
    private static final Pattern QUESTION = Pattern.compile("ask<rows\\.(\\w+)>\\('([\\w-]+)'");
    private static final Pattern INTERFACE = Pattern.compile("export interface (\\w+) \\{(.*?)\\n\\}", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("(?m)^ {2}(\\w+): ([^;]+);");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+):(\\w+)}");

    /** Parameters that may not be any text. */
    private static final Map<String, String> TEXTS = Map.of("unit", "halves", "zone", "Asia/Shanghai");

    private static Map<String, Map<String, String>> types() throws IOException {
        Map<String, Map<String, String>> types = new HashMap<>();
        Matcher declared = INTERFACE.matcher(Files.readString(SOURCES.resolve("data/rows.ts")));
        while (declared.find()) {
            Map<String, String> fields = new TreeMap<>();
            Matcher field = FIELD.matcher(declared.group(2));
            while (field.find()) {
                fields.put(field.group(1), field.group(2));
            }
            types.put(declared.group(1), fields);
        }
        return types;
    }

    @TestFactory
    Stream<DynamicTest> columnsAreThoseOfTheStatement() throws IOException {
        Map<String, Map<String, String>> types = types();
        return QUESTION.matcher(Files.readString(SOURCES.resolve("data/questions.ts")))
                .results()
                .map(question -> DynamicTest.dynamicTest(
                        question.group(2), () -> compare(question, types.get(question.group(1)))));
    }

    private static void compare(MatchResult question, Map<String, String> fields) throws Exception {
        Map<String, String> columns = columns(Files.readString(SOURCES.resolve("sql/" + question.group(2) + ".sql")));

        assertThat(fields).as(question.group(1)).isNotNull();
        assertThat(columns.keySet()).isEqualTo(fields.keySet());
        columns.forEach((name, type) -> assertThat(fields.get(name).contains("null"))
                .as("%s %s may be null (%s)", name, type, fields.get(name))
                .isEqualTo(type.startsWith("Nullable") || type.contains("LowCardinality(Nullable")));
    }

    private static Map<String, String> columns(String sql) throws Exception {
        Map<String, String> settings = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(sql);
        while (parameter.find()) {
            settings.put(
                    "param_" + parameter.group(1),
                    switch (parameter.group(2)) {
                        case "DateTime" -> "2026-01-01 00:00:00";
                        case "UInt32" -> "3600";
                        default -> TEXTS.getOrDefault(parameter.group(1), "x");
                    });
        }
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        Map<String, String> columns = new TreeMap<>();
        clickHouse
                .query(clickHouse.credentials().reader(), "DESCRIBE TABLE (" + sql + ")", settings)
                .lines()
                .map(line -> line.split("\t", -1))
                .forEach(column -> columns.put(column[0], column[1]));
        return columns;
    }
}
