package io.changelens.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.decode.RecordPosition;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableRowTest {

    private static final Table<Object> TABLE = Table.named("t")
            .column("a", o -> o)
            .text("b", o -> null)
            .key("a", "b")
            .build();

    private static String json(Object value) {
        return new String(RowJson.of(TABLE, TableRow.of(TABLE, value)), StandardCharsets.UTF_8);
    }

    @Test
    void aRowIsReadableJson() {
        assertThat(json(1L)).isEqualTo("{\"a\":1,\"b\":\"\"}");
        assertThat(json(new BigDecimal("1.500000"))).isEqualTo("{\"a\":1.500000,\"b\":\"\"}");
        assertThat(json(Double.NaN)).isEqualTo("{\"a\":\"NaN\",\"b\":\"\"}");
        assertThat(json(Instant.EPOCH)).isEqualTo("{\"a\":\"1970-01-01T00:00:00Z\",\"b\":\"\"}");
        assertThat(json(new byte[] {1, 2})).isEqualTo("{\"a\":\"AQI=\",\"b\":\"\"}");
        assertThat(json(List.of())).isEqualTo("{\"a\":[],\"b\":\"\"}");
        assertThat(json(Arrays.asList("x", null, true))).isEqualTo("{\"a\":[\"x\",null,true],\"b\":\"\"}");
        assertThat(json("\"\\\n\u0000\ud800é")).isEqualTo("{\"a\":\"\\\"\\\\\\u000a\\u0000\\ud800é\",\"b\":\"\"}");
    }

    @Test
    void aRowWhoseValuesCannotBeReadIsKeptWithTheReason() {
        Table<String> table = Table.<String>named("t")
                .column("n", Integer::parseInt)
                .text("id", s -> s)
                .key("id")
                .build();
        TableRow row = TableRow.of(table, "no number");

        assertThat(row.broken()).isInstanceOf(NumberFormatException.class);
        assertThat(row.values()).containsExactly(null, "no number");
    }

    @Test
    void aRowStandsWhereItsRecordDoesOrUnderAHashOfItsKey() {
        RecordPosition place = new RecordPosition("deployments", 3, 7, 9);
        Table<String> from = Table.<String>named("t")
                .text("id", s -> s)
                .key("id")
                .from(s -> place)
                .build();
        Table<String> without =
                Table.<String>named("t").text("id", s -> s).key("id").build();

        assertThat(TableRow.of(from, "x").placeIn(from, 1)).isEqualTo(place);
        RecordPosition hashed = TableRow.of(without, "x").placeIn(without, 1);
        assertThat(hashed.topic()).isEqualTo("t");
        assertThat(hashed.partition()).isZero();
        assertThat(hashed.offset()).isNotNegative();
        assertThat(TableRow.of(without, "x").placeIn(without, 1)).isEqualTo(hashed);
        assertThat(TableRow.of(without, "y").placeIn(without, 1).offset()).isNotEqualTo(hashed.offset());
        assertThat(TableRow.of(without, "x").nameIn(without)).isEqualTo("t|x");
    }

    @Test
    void largeRowsWeighMore() {
        assertThat(TableRow.of(TABLE, "x".repeat(1_000)).bytes()).isBetween(1_000L, 1_100L);
        assertThat(TableRow.of(TABLE, List.of("x".repeat(500), "y".repeat(500))).bytes())
                .isBetween(1_000L, 1_100L);
    }
}
