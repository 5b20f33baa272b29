package io.changelens.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Kafka records of a document: one with the document itself on the topic {@code intake}, or the events that it becomes
 * where its preset is mapped here.
 */
final class Delivery {
    /** Header with the name of the preset. */
    static final String PRESET = "changelens-preset";

    /** Header with the time of arrival, ISO 8601. Presets read it where a tool leaves the time to the receiver. */
    static final String RECEIVED = "changelens-received";

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final UnaryOperator<String> topics;
    private final ReceiverMetrics metrics;

    /**
     * Creates a delivery.
     *
     * @param topics gives the name on the brokers of a topic
     * @param metrics counts events
     */
    Delivery(UnaryOperator<String> topics, ReceiverMetrics metrics) {
        this.topics = topics;
        this.metrics = metrics;
    }

    /**
     * Makes the records of a document.
     *
     * @param source the preset
     * @param request the request that brought it
     * @param document the document
     * @return the records; none if it becomes no event
     */
    List<ProducerRecord<byte[], byte[]>> records(Source source, Received request, byte[] document) {
        Map<String, String> headers = KeptHeaders.of(request.headers(), source.secretHeaders());
        headers.put(RECEIVED, request.at().toString());
        return source.atEdge()
                .map(mapper -> events(source.preset(), mapper, headers, document, request.at()))
                .orElseGet(() -> List.of(raw(source.preset(), headers, document)));
    }

    private ProducerRecord<byte[], byte[]> raw(String preset, Map<String, String> headers, byte[] document) {
        ProducerRecord<byte[], byte[]> raw = new ProducerRecord<>(topics.apply(Topics.INTAKE), bytes(preset), document);
        raw.headers().add(PRESET, bytes(preset));
        headers.forEach((name, value) -> raw.headers().add(name, bytes(value)));
        return raw;
    }

    private List<ProducerRecord<byte[], byte[]>> events(
            String preset, DocumentMapper mapper, Map<String, String> headers, byte[] document, Instant at) {
        Optional<JsonNode> json = Json.read(document);
        if (json.isEmpty()) {
            rejected(preset, "not JSON");
            return List.of();
        }
        List<Outcome> outcomes;
        try {
            outcomes = mapper.map(json.get(), headers, at.toEpochMilli());
        } catch (RuntimeException e) {
            // Sent again, it would fail again; an answer that says so turns off the hook.
            rejected(preset, "the preset fails with " + e.getClass().getSimpleName());
            return List.of();
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            outcome.skipped().forEach(why -> metrics.event(preset, "skipped"));
            // The detail stays here: it may name a person.
            outcome.rejected().ifPresent(why -> rejected(preset, why.reason()));
            outcome.events().forEach(event -> {
                metrics.event(preset, "mapped");
                records.add(new ProducerRecord<>(
                        topics.apply(event.kind().topic()),
                        event.record().key(),
                        event.record().value()));
            });
        }
        return records;
    }

    private void rejected(String preset, String reason) {
        // The first of many: the log must not grow with what senders send.
        if (metrics.event(preset, "rejected")) {
            LOG.warn("{}: a document, or an element of one, is left out: {}", preset, reason);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
