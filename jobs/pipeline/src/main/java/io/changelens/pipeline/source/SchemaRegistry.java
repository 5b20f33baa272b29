package io.changelens.pipeline.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.RegistryProperties;
import io.changelens.pipeline.decode.RegistrySchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry with Confluent's interface ({@code GET /schemas/ids/ID}). A schema never changes, so each is asked for
 * once; an id that the registry does not know is asked for again after a minute. A registry that does not answer or refuses
 * is asked again for {@link #PATIENCE}, at each of its addresses in turn; then the job fails and starts again, because a
 * record whose schema is not known for now must not be rejected for good. Not thread-safe.
 */
final class SchemaRegistry implements RegistrySchemas {

    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration FORGET = Duration.ofMinutes(1);
    private static final int MOST_UNKNOWN = 10_000;
    private static final int MOST_REFERENCES = 100;
    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> addresses;
    private final Optional<String> authorization;
    private final HttpClient client;
    private final Duration patience;
    private final Map<Integer, Schema> known = new HashMap<>();
    private final Map<Integer, Long> unknownSince = new LinkedHashMap<>();

    SchemaRegistry(Map<String, String> properties, Duration patience) {
        this.addresses = Arrays.stream(properties.get(RegistryProperties.URL).split(",", -1))
                .map(address -> address.strip().replaceAll("/+$", ""))
                .toList();
        this.authorization = authorization(properties);
        this.client = client(properties);
        this.patience = patience;
    }

    /** Returns the registry that the properties of Kafka's clients name; empty if they name none. */
    static Optional<SchemaRegistry> of(KafkaSettings kafka) {
        return kafka.properties().containsKey(RegistryProperties.URL)
                ? Optional.of(new SchemaRegistry(kafka.resolved(), PATIENCE))
                : Optional.empty();
    }

    private static Optional<String> authorization(Map<String, String> properties) {
        Map<String, String> basic = RegistryProperties.of(properties, "basic.auth.");
        Map<String, String> bearer = RegistryProperties.of(properties, "bearer.auth.");
        if (bearer.containsKey("token")) {
            return Optional.of("Bearer " + bearer.get("token"));
        }
        String user =
                basic.getOrDefault("user.info", URI.create(first(properties)).getUserInfo());
        return Optional.ofNullable(user)
                .map(info -> "Basic " + Base64.getEncoder().encodeToString(info.getBytes(StandardCharsets.UTF_8)));
    }

    private static String first(Map<String, String> properties) {
        return properties.get(RegistryProperties.URL).split(",", -1)[0].strip();
    }

    private static HttpClient client(Map<String, String> properties) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
        Map<String, String> ssl = new HashMap<>();
        RegistryProperties.of(properties, "ssl.").forEach((key, value) -> ssl.put("ssl." + key, value));
        if (!ssl.isEmpty()) {
            try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
                factory.configure(new ConfigDef().withClientSslSupport().parse(ssl));
                builder.sslContext(factory.sslContext());
            }
        }
        return builder.build();
    }

    @Override
    public Schema byId(int id) {
        Schema schema = known.get(id);
        Long since = schema == null ? unknownSince.get(id) : null;
        if (schema != null || (since != null && System.nanoTime() - since < FORGET.toNanos())) {
            return schema;
        }
        schema = ask(id);
        if (schema != null) {
            known.put(id, schema);
            unknownSince.remove(id);
        } else {
            unknownSince.put(id, System.nanoTime());
            if (unknownSince.size() > MOST_UNKNOWN) {
                unknownSince.remove(unknownSince.keySet().iterator().next());
            }
        }
        return schema;
    }

    private Schema ask(int id) {
        JsonNode found = get("/schemas/ids/" + id);
        if (found == null || !found.path("schemaType").asText("AVRO").equals("AVRO")) {
            return null;
        }
        Schema.Parser parser = new Schema.Parser();
        try {
            addReferences(parser, found, new int[1]);
            return parser.parse(found.path("schema").asText());
        } catch (SchemaParseException | StackOverflowError e) {
            return null;
        }
    }

    /** Adds the named types that a schema refers to, which are schemas of their own. */
    private void addReferences(Schema.Parser parser, JsonNode schema, int[] read) {
        for (JsonNode reference : schema.path("references")) {
            JsonNode found = ++read[0] > MOST_REFERENCES
                    ? null
                    : get("/subjects/"
                            + URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
                            + "/versions/" + reference.path("version").asInt());
            if (found == null) {
                throw new SchemaParseException("a reference leads nowhere");
            }
            addReferences(parser, found, read);
            if (!parser.getTypes().containsKey(reference.path("name").asText())) {
                parser.parse(found.path("schema").asText());
            }
        }
    }

    /** Returns what is at a path; null if there is nothing. */
    private JsonNode get(String path) {
        long begin = System.nanoTime();
        for (int attempt = 0; ; attempt++) {
            String address = addresses.get(attempt % addresses.size());
            try {
                return get(address, path);
            } catch (IOException e) {
                if (attempt == 0) {
                    LOG.warn("{}; it is asked again until it does", e.getMessage());
                }
                if (System.nanoTime() - begin > patience.toNanos()) {
                    throw new UncheckedIOException(e);
                }
                pause();
            }
        }
    }

    private JsonNode get(String address, String path) throws IOException {
        String without = address.replaceFirst("://[^/@]*@", "://");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(without + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == NOT_FOUND) {
                return null;
            }
            if (response.statusCode() != FOUND) {
                throw new IOException("the schema registry at " + without + " answers " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IOException("the schema registry at " + without + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the schema registry", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while asking the schema registry", e));
        }
    }
}
