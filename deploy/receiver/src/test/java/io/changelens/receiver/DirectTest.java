package io.changelens.receiver;

import static io.changelens.receiver.Receiving.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.rule.MappingFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that are mapped by the receiver become the same bytes as those of a file. */
@Tag("fast")
class DirectTest {
    private static final String DOCUMENT = """
            {"repository": {"full_name": "school/catalog"},
             "deployment": {"id": 7, "sha": "0a1b2c", "environment": "production", "created_at": "2026-03-02T09:00:00Z"},
             "deployment_status": {"id": 8, "state": "success", "created_at": "2026-03-02T09:05:00Z"}}
            """;

    @TempDir
    private Path directory;

    @Test
    void theEventsAreThoseOfAFile() throws Exception {
        Encoded fromFile = new DocumentMapper(MappingFiles.read("github", Optional.empty(), Optional.empty()))
                .map(
                        new Row("saved.json", 1, (ObjectNode) Json.MAPPER.readTree(DOCUMENT)),
                        Receiving.NOW.toEpochMilli())
                .get(0)
                .events()
                .get(0);
        try (Receiving receiving = Receiving.of(Receiving.sources(directory, Map.of("github", SECRET), true))) {
            assertThat(post(receiving, DOCUMENT)).isEqualTo(202);
            assertThat(post(receiving, "{\"zen\": \"Design for failure.\"}")).isEqualTo(202);
            assertThat(post(receiving, "{\"neither\": true}")).isEqualTo(202);
            List<ProducerRecord<byte[], byte[]>> stored = receiving.stored();
            assertThat(stored).hasSize(1);
            assertThat(stored.get(0).topic()).isEqualTo("t.deployments");
            assertThat(stored.get(0).key()).isEqualTo(fromFile.record().key());
            assertThat(stored.get(0).value()).isEqualTo(fromFile.record().value());
            assertThat(receiving.send("GET", "/metrics", "").body())
                    .contains(
                            "changelens_receive_events_total{preset=\"github\",outcome=\"mapped\"} 1\n",
                            "changelens_receive_events_total{preset=\"github\",outcome=\"skipped\"} 1\n",
                            "changelens_receive_events_total{preset=\"github\",outcome=\"rejected\"} 1\n");
        }
    }

    private static int post(Receiving receiving, String body) throws Exception {
        return receiving
                .post("/in/github", body, "X-Hub-Signature-256", Receiving.github(SECRET, body))
                .statusCode();
    }
}
