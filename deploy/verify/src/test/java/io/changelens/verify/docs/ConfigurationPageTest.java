package io.changelens.verify.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.config.PipelineOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} lists the options of the jobs, with their defaults. */
@Tag("fast")
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../../docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z][a-z.*-]+)` \\| ([^|]*) \\|.*");

    /** The first table of the page: key and default. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        boolean begun = false;
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                begun = true;
                rows.put(row.group(1), row.group(2).strip());
            } else if (begun && line.isBlank()) {
                return rows;
            }
        }
        return rows;
    }

    private static List<ConfigOption<?>> options() throws IllegalAccessException {
        List<ConfigOption<?>> options = new ArrayList<>();
        for (Field field : PipelineOptions.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof ConfigOption<?> option) {
                options.add(option);
            }
        }
        return options;
    }

    private static String key(ConfigOption<?> option) {
        return option.defaultValue() instanceof Map ? option.key() + ".*" : option.key();
    }

    /** A default as the page writes it. */
    private static String written(Object value) {
        if (value instanceof Duration duration) {
            return written(duration);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigurationPageTest::written).collect(Collectors.joining("; "));
        }
        if (value instanceof Map) {
            return "none";
        }
        if (value instanceof String text) {
            return text.isEmpty() ? "empty" : "`" + text + "`";
        }
        return String.valueOf(value);
    }

    private static String written(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return "0";
        }
        if (seconds % 86_400 == 0 && seconds > 86_400) {
            return seconds / 86_400 + " d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    @Test
    void everyOptionIsListedAndNothingElse() throws Exception {
        assertThat(options()).hasSizeGreaterThan(20);
        assertThat(documented().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        options().stream().map(ConfigurationPageTest::key).toList());
    }

    @Test
    void defaultsAreThoseOfTheCode() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> found = new TreeMap<>();
        Map<String, String> documented = documented();
        for (ConfigOption<?> option : options()) {
            if (option.hasDefaultValue()) {
                String key = key(option);
                expected.put(key, written(option.defaultValue()));
                found.put(key, documented.get(key));
            }
        }
        assertThat(found).isEqualTo(expected);
    }
}
