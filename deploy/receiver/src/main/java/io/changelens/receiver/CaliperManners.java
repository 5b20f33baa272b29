package io.changelens.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.DocumentMapper;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An endpoint for Caliper sensors: an empty 200 for an envelope, 400 for anything else, 415 for another media type, 422 for a
 * version that is not known.
 */
final class CaliperManners implements Manners {
    private static final Set<String> VERSIONS =
            Set.of("http://purl.imsglobal.org/ctx/caliper/v1p1", "http://purl.imsglobal.org/ctx/caliper/v1p2");

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public Verdict judge(Received request) {
        if (Manners.isCompressed(request.headers())
                || !Manners.mediaType(request.headers()).equals("application/json")) {
            return Verdict.refused(Answer.text(415, "send application/json\n"));
        }
        Optional<JsonNode> document = Json.read(request.body());
        if (document.isEmpty() || !isEnvelope(document.get())) {
            return Verdict.refused(
                    Answer.text(400, "the body is not an envelope with sensor, sendTime, dataVersion and data\n"));
        }
        if (!VERSIONS.contains(document.get().get("dataVersion").asText())) {
            return Verdict.refused(Answer.text(422, "dataVersion is neither Caliper 1.1 nor 1.2\n"));
        }
        if (document.get().get("data").size() > DocumentMapper.MAX_EVENTS) {
            return Verdict.refused(Answer.text(413, "more than " + DocumentMapper.MAX_EVENTS + " events at once\n"));
        }
        return Verdict.stored(request.body(), new Answer(200, Answer.TEXT, "", Map.of()));
    }

    private static boolean isEnvelope(JsonNode document) {
        return document.hasNonNull("sensor")
                && document.hasNonNull("sendTime")
                && document.path("dataVersion").isTextual()
                && document.path("data").isArray();
    }
}
