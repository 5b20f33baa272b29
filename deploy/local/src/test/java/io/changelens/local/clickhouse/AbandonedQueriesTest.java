package io.changelens.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AbandonedQueriesTest {

    /** As the kernel prints them; 1FBB is 8123, 8C6E is 35950. */
    private static final String TABLE = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1FBB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 49051 1
               1: 0100007F:1FBB 0100007F:8C6E 08 00000000:00000000 00:00000000 00000000     0        0 50160 1
               2: 0100007F:8C6E 0100007F:1FBB 05 00000000:00000000 00:00000000 00000000     0        0 0 1
               3: 0100007F:1FBB 0100007F:8C70 01 00000000:00000000 00:00000000 00000000     0        0 50161 1
               4: 0100007F:2328 0100007F:8C72 08 00000000:00000000 00:00000000 00000000     0        0 50162 1
            """;

    @Test
    void findsTheClientsOfOneServerThatHaveClosedTheirConnection() {
        assertThat(AbandonedQueries.clientsThatLeft(TABLE.lines(), 8123)).containsExactly(35950);
        assertThat(AbandonedQueries.clientsThatLeft(Stream.of(""), 8123)).isEmpty();
    }
}
