package io.changelens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void numbersAreRightAndTextIsLeft() {
        assertThat(TextTable.ofJsonCompact("""
                        {"meta":[{"name":"kpi","type":"String"},{"name":"n","type":"UInt64"}],
                         "data":[["completion","7"],["x","1234"],[null,null]]}
                        """)).isEqualTo("""
                        kpi            n
                        ----------  ----
                        completion     7
                        x           1234
                        -              -
                        3 rows
                        """);
    }

    @Test
    void aLineBreakInACellDoesNotBreakTheTable() {
        assertThat(TextTable.ofJsonCompact("{\"meta\":[{\"name\":\"t\",\"type\":\"String\"}],\"data\":[[\"a\\nb\"]]}"))
                .isEqualTo("t\n---\na b\n1 row\n");
    }

    @Test
    void whatIsNoTableIsPrintedAsItIs() {
        assertThat(TextTable.ofJsonCompact("a\tb\n")).isEqualTo("a\tb\n");
        assertThat(TextTable.ofJsonCompact("")).isEmpty();
    }
}
