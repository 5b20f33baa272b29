package io.changelens.receiver;

import static io.changelens.receiver.Receiving.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.LearningActivityEvent;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning activity: persons are not stored, and endpoints answer as an LRS and as Caliper's do. */
@Tag("fast")
class LearningTest {
    private static final String KEY = "moodle:" + SECRET;
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));
    private static final String[] XAPI = {
        "Authorization", BASIC, "X-Experience-API-Version", "1.0.3", "Content-Type", "application/json"
    };
    private static final String[] CALIPER = {"Authorization", "Bearer " + SECRET, "Content-Type", "application/json"};
    private static final String ID = "3c1bd8c1-76cf-4a4b-b3a5-0d1b7a5f9f10";
    private static final String STATEMENT = """
            {"actor": {"name": "Ada Byron", "mbox": "mailto:ada@school.example"},
             "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
             "object": {"id": "https://lms.school.example/course/7"}}
            """;
    private static final String ENVELOPE = """
            {"sensor": "https://s.example", "sendTime": "2026-03-02T09:59:00.000Z",
             "dataVersion": "http://purl.imsglobal.org/ctx/caliper/v1p2",
             "data": [{"id": "urn:uuid:1", "type": "NavigationEvent", "action": "NavigatedTo",
               "actor": {"id": "https://lms.example/ada@school.example", "type": "Person", "name": "Ada Byron"},
               "object": "https://lms.example/page/1", "eventTime": "2026-03-02T09:58:00.000Z"}]}
            """;

    @TempDir
    private Path directory;

    private Receiving receiving;

    @BeforeEach
    void start() throws Exception {
        receiving = Receiving.of(Receiving.sources(directory, Map.of("xapi", KEY, "caliper", SECRET), false));
    }

    @AfterEach
    void stop() {
        receiving.close();
    }

    private static LearningActivityEvent event(ProducerRecord<byte[], byte[]> record) throws Exception {
        return LearningActivityEvent.getDecoder().decode(record.value());
    }

    @Test
    void aStatementBecomesAnEventWithoutThePerson() throws Exception {
        HttpResponse<String> answer = receiving.post("/xapi/statements", STATEMENT, XAPI);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Experience-API-Version")).hasValue("1.0.3");
        assertThat(answer.body()).matches("\\[\"[0-9a-f-]{36}\"]");
        assertThat(receiving.post("/xapi/statements", STATEMENT, XAPI).body()).isEqualTo(answer.body());
        assertThat(receiving.stored()).hasSize(2);
        ProducerRecord<byte[], byte[]> record = receiving.stored().get(0);
        assertThat(record.topic()).isEqualTo("t.learning-activity");
        assertThat(event(record).getVerb()).isEqualTo("completed");
        assertThat(event(record).getOccurredAt()).isEqualTo(Receiving.NOW); // The statement has no time of its own.
        assertThat(record.key())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(event(record).getLearner());
        // Sent again, it is the same event.
        assertThat(event(receiving.stored().get(1)).getEventId())
                .isEqualTo(event(record).getEventId());
        assertThat(new String(record.value(), StandardCharsets.ISO_8859_1)).doesNotContain("Ada", "ada@school");
    }

    @Test
    void statementsAreAnsweredWithTheirIds() throws Exception {
        String withId = STATEMENT.replaceFirst("\\{", "{\"id\": \"" + ID + "\",");
        assertThat(receiving
                        .post("/xapi/statements", "[" + withId + "," + withId + "]", XAPI)
                        .body())
                .isEqualTo("[\"" + ID + "\",\"" + ID + "\"]");
        HttpResponse<String> put = receiving.send("PUT", "/xapi/statements?statementId=" + ID, STATEMENT, XAPI);
        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(event(receiving.stored().get(2)).getEventId())
                .isEqualTo(event(receiving.stored().get(0)).getEventId());
    }

    @Test
    void statementsThatAnLrsRefusesAreRefused() throws Exception {
        String other = STATEMENT.replaceFirst("\\{", "{\"id\": \"" + ID + "\",");
        assertThat(receiving.send("PUT", "/xapi/statements", STATEMENT, XAPI).statusCode())
                .isEqualTo(400);
        assertThat(receiving
                        .send("PUT", "/xapi/statements?statementId=" + ID.replace('3', '4'), other, XAPI)
                        .statusCode())
                .isEqualTo(400);
        assertThat(receiving.post("/xapi/statements", "{", XAPI).statusCode()).isEqualTo(400);
        assertThat(receiving.post("/xapi/statements", "[1]", XAPI).statusCode()).isEqualTo(400);
        assertThat(receiving
                        .post("/xapi/statements", STATEMENT, "Authorization", BASIC, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(receiving
                        .post("/xapi/statements", STATEMENT, "X-Experience-API-Version", "1.0.3")
                        .statusCode())
                .isEqualTo(401);
        assertThat(receiving.send("DELETE", "/xapi/statements", "", XAPI).statusCode())
                .isEqualTo(405);
        assertThat(receiving.stored()).isEmpty();
    }

    @Test
    void anEnvelopeBecomesEventsWithoutPersons() throws Exception {
        HttpResponse<String> answer = receiving.post("/caliper", ENVELOPE, CALIPER);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(receiving.stored()).hasSize(1);
        ProducerRecord<byte[], byte[]> record = receiving.stored().get(0);
        assertThat(event(record).getVerb()).isEqualTo("navigation.navigatedto");
        assertThat(new String(record.value(), StandardCharsets.ISO_8859_1)).doesNotContain("Ada", "ada@school");
    }

    @Test
    void whatIsNoEnvelopeIsRefusedAsCaliperAsksFor() throws Exception {
        assertThat(receiving.post("/caliper", "{}", CALIPER).statusCode()).isEqualTo(400);
        assertThat(receiving
                        .post("/caliper", ENVELOPE.replace("v1p2", "v9p9"), CALIPER)
                        .statusCode())
                .isEqualTo(422);
        assertThat(receiving
                        .post("/caliper", ENVELOPE, "Authorization", "Bearer " + SECRET, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(receiving
                        .post("/caliper", ENVELOPE, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(401);
        assertThat(receiving.stored()).isEmpty();
    }
}
