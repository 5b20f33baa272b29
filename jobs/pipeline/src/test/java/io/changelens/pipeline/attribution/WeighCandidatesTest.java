package io.changelens.pipeline.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.EvidenceReply;
import io.changelens.core.attribution.IncidentCase;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeighCandidatesTest {

    private static final long OPENED = AttributionFixture.OPENED;
    private static final long RETENTION =
            AttributionFixture.settings().retention().toMillis();

    private KeyedTwoInputStreamOperatorTestHarness<String, EvidenceReply, IncidentCase, AttributedIncident> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new WeighCandidates(AttributionFixture.settings())),
                EvidenceReply::incidentId,
                IncidentCase::incidentId,
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static EvidenceReply reply(String service) {
        return new EvidenceReply("INC-1", service, OPENED, List.of(), List.of(), 0, 1);
    }

    @Test
    void anIncidentAndItsRepliesAreForgottenAfterTheRetention() throws Exception {
        harness.processElement2(AttributionFixture.incident("INC-1", 1, OPENED, "", false), 0);
        harness.processElement1(reply("shop"), 0);
        harness.processBothWatermarks(new Watermark(OPENED + RETENTION - 1));
        assertThat(harness.numKeyedStateEntries()).isPositive();

        harness.processBothWatermarks(new Watermark(OPENED + RETENTION));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void aReplyAboutAForgottenIncidentIsForgottenToo() throws Exception {
        harness.processElement2(AttributionFixture.incident("INC-1", 1, OPENED, "", false), 0);
        harness.processBothWatermarks(new Watermark(OPENED + RETENTION));
        harness.processElement1(reply("shop"), 0);

        harness.processBothWatermarks(
                new Watermark(OPENED + RETENTION + Duration.ofMinutes(1).toMillis()));

        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void aReplyThatComesBeforeItsIncidentIsKeptForIt() throws Exception {
        harness.processElement1(reply("shop"), 0);
        harness.processBothWatermarks(new Watermark(OPENED));

        harness.processElement2(AttributionFixture.incident("INC-1", 1, OPENED, "", false), 0);

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(3);
    }
}
