package io.changelens.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClickHouseHttpTest {

    @Test
    void anErrorIsOneLineWithoutVersionOrStack() {
        assertThat(ClickHouseHttp.oneLine("Code: 60. DB::Exception: Unknown table\n't'. (UNKNOWN_TABLE)"
                        + " (version 26.7.2.1 (official build))\n0. frame"))
                .isEqualTo("ClickHouse error 60: Unknown table 't'. (UNKNOWN_TABLE)");
    }

    @Test
    void aSyntaxErrorDoesNotListTheGrammar() {
        assertThat(ClickHouseHttp.oneLine("Code: 62. DB::Exception: Syntax error: failed at position 7 (1): 1."
                        + " Expected one of: token sequence, Dot, end of query. (SYNTAX_ERROR) (version 26.7.2.1)"))
                .isEqualTo("ClickHouse error 62: Syntax error: failed at position 7 (1): 1. (SYNTAX_ERROR)");
    }

    @Test
    void silenceIsSaidToBeSilence() {
        assertThat(ClickHouseHttp.oneLine(" \n")).isNotBlank();
    }
}
