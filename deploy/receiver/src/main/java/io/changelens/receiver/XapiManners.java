package io.changelens.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.DocumentMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/**
 * The statements resource of an LRS, as far as it takes statements: 200 with their ids for {@code POST}, 204 for {@code
 * PUT}. A statement without an id is answered with one made of its content, the same each time that it comes.
 */
final class XapiManners implements Manners {
    private static final String VERSION = "X-Experience-API-Version";
    private static final String LATEST_1 = "1.0.3";
    private static final String LATEST_2 = "2.0.0";
    private static final Pattern KNOWN = Pattern.compile("[12]\\.0(\\.\\d{1,4})?");
    private static final Pattern IDENTIFIER = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The answer of {@code GET /xapi/about}. */
    static final Answer ABOUT = Answer.json(200, "{\"version\":[\"" + LATEST_1 + "\",\"" + LATEST_2 + "\"]}\n")
            .with(VERSION, LATEST_1);

    @Override
    public Set<String> methods() {
        return Set.of("POST", "PUT");
    }

    @Override
    public Answer dressed(Answer answer, HttpFields headers) {
        String asked = headers.get(VERSION);
        return answer.with(VERSION, asked != null && asked.startsWith("2.") ? LATEST_2 : LATEST_1);
    }

    @Override
    public Verdict judge(Received request) {
        String version = request.headers().get(VERSION);
        if (version == null || !KNOWN.matcher(version.strip()).matches()) {
            return bad("the header " + VERSION + " names none of the versions 1.0 and 2.0");
        }
        if (Manners.isCompressed(request.headers())
                || !Manners.mediaType(request.headers()).equals("application/json")) {
            return Verdict.refused(Answer.text(415, "send application/json, without attachments\n"));
        }
        Optional<JsonNode> document = Json.read(request.body());
        if (document.isEmpty()) {
            return bad("the body is not JSON");
        }
        return request.method().equals("PUT") ? put(request, document.get()) : post(request, document.get());
    }

    private static Verdict post(Received request, JsonNode document) {
        ArrayNode ids = Json.MAPPER.createArrayNode();
        Iterable<JsonNode> statements = document.isArray() ? document : List.of(document);
        for (JsonNode statement : statements) {
            Optional<String> id = id(statement);
            if (id.isEmpty()) {
                return bad("a statement is not an object with a verb, or its id is not a UUID");
            }
            ids.add(id.get());
        }
        if (ids.size() > DocumentMapper.MAX_EVENTS) {
            return Verdict.refused(
                    Answer.text(413, "more than " + DocumentMapper.MAX_EVENTS + " statements at once\n"));
        }
        return Verdict.stored(request.body(), Answer.json(200, ids.toString()));
    }

    private static Verdict put(Received request, JsonNode document) {
        Optional<String> named = statementId(request.query());
        Optional<String> own = id(document);
        if (named.isEmpty() || own.isEmpty()) {
            return bad("PUT takes one statement, and its id as the parameter statementId");
        }
        if (document.hasNonNull("id") && !own.get().equalsIgnoreCase(named.get())) {
            return bad("the statement has another id than the parameter statementId");
        }
        ObjectNode statement = document.deepCopy();
        statement.put("id", named.get());
        return Verdict.stored(Json.write(statement), new Answer(204, Answer.TEXT, "", Map.of()));
    }

    /** Returns the id of a statement, or one that is made of its content; empty when it is not a statement. */
    private static Optional<String> id(JsonNode statement) {
        if (!(statement instanceof ObjectNode) || !statement.path("verb").isObject()) {
            return Optional.empty();
        }
        if (!statement.hasNonNull("id")) {
            return Optional.of(UUID.nameUUIDFromBytes(Json.write(statement)).toString());
        }
        return Optional.of(statement.get("id").asText())
                .filter(id -> IDENTIFIER.matcher(id).matches());
    }

    private static Optional<String> statementId(String query) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith("statementId=")) {
                return Optional.of(URLDecoder.decode(parameter.substring(12), StandardCharsets.UTF_8))
                        .filter(id -> IDENTIFIER.matcher(id).matches());
            }
        }
        return Optional.empty();
    }

    private static Verdict bad(String why) {
        return Verdict.refused(Answer.text(400, why + "\n"));
    }
}
