package io.changelens.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.ServerException;
import io.changelens.pipeline.sink.DatabaseErrors.Verdict;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseErrorsTest {

    private static Verdict of(int code) {
        return DatabaseErrors.of(new SQLException("Code: " + code, "22000", code));
    }

    @Test
    void eachListedCodeHasItsVerdictAndNoCodeHasTwo() {
        assertThat(DatabaseErrors.REFUSING.keySet()).allMatch(code -> of(code) == Verdict.REFUSED);
        assertThat(DatabaseErrors.AWAY.keySet()).allMatch(code -> of(code) == Verdict.AWAY);
        assertThat(DatabaseErrors.REFUSING.keySet()).doesNotContainAnyElementsOf(DatabaseErrors.AWAY.keySet());
    }

    @Test
    void anotherCodeDoesNotSay() {
        assertThat(of(49)).isEqualTo(Verdict.UNDECIDED);
        assertThat(DatabaseErrors.of(new IllegalStateException("no idea"))).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void theCodeIsFoundWhereverItStands() {
        assertThat(DatabaseErrors.code(new SQLException("wrapped", new ServerException(469, "x", 500, "q"))))
                .isEqualTo(469);
        assertThat(DatabaseErrors.code(new SQLException(new RuntimeException("Code: 243. DB::Exception: full"))))
                .isEqualTo(243);
        assertThat(DatabaseErrors.code(new SQLException("none"))).isZero();
    }

    @Test
    void whatFailsOnTheWayIsAway() {
        assertThat(DatabaseErrors.of(new SQLException(new SocketTimeoutException("Read timed out"))))
                .isEqualTo(Verdict.AWAY);
        assertThat(DatabaseErrors.of(new SQLException(new ConnectionInitiationException("no", null))))
                .isEqualTo(Verdict.AWAY);
        assertThat(DatabaseErrors.of(new SQLException(new ServerException(0, "Bad Gateway", 502, "q"))))
                .isEqualTo(Verdict.AWAY);
        assertThat(DatabaseErrors.of(new SQLException(new ServerException(0, "Payload Too Large", 413, "q"))))
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void theGuideListsEachCode() throws Exception {
        String guide = Files.readString(Path.of("../../docs/guarantees.md"));

        for (Map<Integer, String> table : java.util.List.of(DatabaseErrors.REFUSING, DatabaseErrors.AWAY)) {
            assertThat(table).allSatisfy((code, name) -> assertThat(guide).contains("`" + code + " " + name + "`"));
        }
    }

    @Test
    void aReasonIsOneLine() {
        InsertFailed failed = new InsertFailed(
                Verdict.REFUSED,
                InsertFailed.NO_ROW,
                new SQLException("Code: 469.\n DB::Exception:\tno", "22000", 469, new RuntimeException("inner")));

        assertThat(failed.getMessage()).isEqualTo("Code: 469. DB::Exception: no");
    }
}
