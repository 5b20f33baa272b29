package io.changelens.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RecordFailureTest {

    private static final RecordPosition POSITION = new RecordPosition("learning-activity", 3, 12_345, 0);
    private static final String PLACE = "topic learning-activity, partition 3, offset 12345";

    @Test
    void aFailureOfOursNamesTheRecord() {
        RuntimeException thrown = new RuntimeException(new ArithmeticException("overflow"));

        RuntimeException failure = RecordFailure.at(POSITION, thrown);
        assertThat(failure).hasMessageContaining(PLACE).hasCause(thrown);
        assertThat(RecordFailure.placeIn(failure.getMessage())).isEqualTo(PLACE);
    }

    @Test
    void theInnermostRecordIsNamed() {
        RuntimeException inner = new RuntimeException(RecordFailure.at(POSITION, new ArithmeticException()));

        assertThat(RecordFailure.at(new RecordPosition("outcomes", 0, 1, 0), inner))
                .isSameAs(inner);
    }

    @Test
    void aRecordIsNotBlamedForADatabaseOrABroker() {
        for (Exception outside : new Exception[] {
            new IOException(new SQLException("no")), new SQLException("no"), new InterruptedException()
        }) {
            RuntimeException thrown = new RuntimeException(outside);
            assertThat(RecordFailure.at(POSITION, thrown)).isSameAs(thrown);
        }
    }

    @Test
    void otherMessagesNameNoPlace() {
        assertThat(RecordFailure.placeIn(null)).isEmpty();
        assertThat(RecordFailure.placeIn("topic learning-activity is gone")).isEmpty();
    }
}
