package io.changelens.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.decode.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DocumentDeserializerTest {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private static Document read(DocumentDeserializer deserializer, byte[] value, Map<String, String> headers) {
        RecordHeaders given = new RecordHeaders();
        headers.forEach((name, text) -> given.add(name, text.getBytes(StandardCharsets.UTF_8)));
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "school.intake", 2, 5, 1_000, TimestampType.CREATE_TIME, 0, 0, null, value, given, Optional.empty());
        List<Document> documents = new ArrayList<>();
        deserializer.deserialize(record, new ListCollector<>(documents));
        assertThat(documents).hasSize(1);
        return documents.get(0);
    }

    @Test
    void aHeaderNamesThePresetOfADocumentOnTheTopicIntake() {
        Document document = read(
                DocumentDeserializer.ofIntake(),
                BODY,
                Map.of("Changelens-Preset", "github", "X-GitHub-Event", "deployment"));

        assertThat(document.preset()).isEqualTo("github");
        assertThat(document.headers()).containsEntry("x-github-event", "deployment");
        assertThat(document.position()).isEqualTo(new RecordPosition("intake", 2, 5, 1_000));
        assertThat(document.value()).isEqualTo(BODY);
    }

    @Test
    void theOptionNamesThePresetOfATopicOfTheUsers() {
        Document document =
                read(DocumentDeserializer.of("hooks", "cdevents"), BODY, Map.of("changelens-preset", "github"));

        assertThat(document.preset()).isEqualTo("cdevents");
        assertThat(document.position().topic()).isEqualTo("hooks");
    }

    @Test
    void aRecordWithoutHeadersAndValueIsADocumentToo() {
        Document document = read(DocumentDeserializer.ofIntake(), null, Map.of());

        assertThat(document.preset()).isEmpty();
        assertThat(document.value()).isEmpty();
    }

    @Test
    void theTimeOfArrivalIsThatOfTheRecordUnlessAHeaderSaysIt() {
        assertThat(read(DocumentDeserializer.ofIntake(), BODY, Map.of()).headers())
                .containsEntry("changelens-received", "1970-01-01T00:00:01Z");
        assertThat(read(DocumentDeserializer.ofIntake(), BODY, Map.of("changelens-received", "2026-03-02T09:00:02Z"))
                        .headers())
                .containsEntry("changelens-received", "2026-03-02T09:00:02Z");
    }
}
