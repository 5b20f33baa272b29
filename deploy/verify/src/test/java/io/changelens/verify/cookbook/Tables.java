package io.changelens.verify.cookbook;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.changelens.verify.stack.ClickHouseFixture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A ClickHouse that holds a generated world, once per JVM. */
public final class Tables {

    private static final long SEED = 11;

    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .registerModule(new SimpleModule().addSerializer(Instant.class, new JsonSerializer<>() {
                @Override
                public void serialize(Instant time, JsonGenerator to, SerializerProvider provider) throws IOException {
                    to.writeString(time.toString());
                }
            }));

    private static Tables shared;

    final World world = Generator.world(SEED);
    private final ClickHouseFixture clickHouse;

    private Tables(ClickHouseFixture clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** The one of this JVM. */
    public static synchronized Tables get() throws Exception {
        if (shared == null) {
            Tables tables = new Tables(ClickHouseFixture.get());
            // Else a merge may hide older revisions by itself, and nobody would miss FINAL.
            tables.clickHouse.query(tables.clickHouse.credentials().admin(), "SYSTEM STOP MERGES", Map.of());
            tables.fill();
            shared = tables;
        }
        return shared;
    }

    /** Where the world can be asked. */
    public ClickHouseFixture clickHouse() {
        return clickHouse;
    }

    /** When the world begins. */
    public static Instant begin() {
        return Generator.BEGIN;
    }

    /** The end of the last day of the world. */
    public static Instant end() {
        return Generator.BEGIN.plus(Duration.ofDays(Generator.DAYS));
    }

    private void fill() throws JsonProcessingException, InterruptedException {
        for (Map.Entry<String, List<? extends Row>> table : world.tables().entrySet()) {
            List<? extends Row> rows = table.getValue();
            List<? extends Row> late = rows.subList(rows.size() / 2, rows.size());
            // Older revisions come before some of the rows that replace them, and after others.
            insert(table.getKey(), rows.subList(0, rows.size() / 2));
            insert(table.getKey(), world.replaced.getOrDefault(table.getKey(), List.of()));
            insert(table.getKey(), late);
            insert(table.getKey(), late.subList(0, late.size() / 3));
        }
    }

    private void insert(String table, List<? extends Row> rows) throws JsonProcessingException, InterruptedException {
        StringBuilder lines = new StringBuilder("INSERT INTO " + table + " FORMAT JSONEachRow\n");
        for (Row row : rows) {
            lines.append(JSON.writeValueAsString(row)).append('\n');
        }
        clickHouse.query(
                clickHouse.credentials().writer(),
                lines.toString(),
                Map.of("date_time_input_format", "best_effort", "optimize_on_insert", "0"));
    }
}
