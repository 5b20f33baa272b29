package io.changelens.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectedRecordTest {

    @Test
    void aLongDetailIsCut() {
        RejectedRecord record = new RejectedRecord(
                new RecordPosition("t", 0, 0, 0), "dangling-reference", "x".repeat(900_000), new byte[0]);

        assertThat(record.detail()).hasSizeLessThan(1_100);
    }
}
