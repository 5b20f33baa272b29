package io.changelens.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.record.EventEncoder;
import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.mapping.rule.RowMapper;
import io.changelens.mapping.rule.RowMapper.Mapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes checked events of foreign documents. The result depends on the document, its headers and the mapping alone.
 * Instances may be used by several threads at once.
 */
public final class DocumentMapper {
    /** Largest number of events of one document of a message; files may have any number. */
    public static final int MAX_EVENTS = 1000;

    private final RowMapper mapper;
    private final boolean unwrap;

    /**
     * Creates a mapper that takes documents out of CloudEvents envelopes.
     *
     * @param mapper the rules
     */
    public DocumentMapper(RowMapper mapper) {
        this(mapper, true);
    }

    /**
     * Creates a mapper.
     *
     * @param mapper the rules
     * @param unwrap whether documents are taken out of CloudEvents envelopes
     */
    public DocumentMapper(RowMapper mapper, boolean unwrap) {
        this.mapper = mapper;
        this.unwrap = unwrap;
    }

    /**
     * What an element of a document became: its events, or why it has none.
     *
     * @param events events, all of an element or none
     * @param skipped reasons why the element, or one of its events, was left out on purpose
     * @param rejected why the element cannot become events; empty when it can
     */
    public record Outcome(List<Encoded> events, List<String> skipped, Optional<RowRejected> rejected) {
        private static Outcome rejected(RowRejected why) {
            return new Outcome(List.of(), List.of(), Optional.of(why));
        }
    }

    /**
     * Maps the document of a message; an array is a batch of documents.
     *
     * @param document the document
     * @param headers headers of the message; upper and lower case do not matter
     * @param publishedAt when the message arrived, in epoch milliseconds; events well after it are rejected
     * @return one outcome for each element; a single rejection when the document would become more than {@link
     *     #MAX_EVENTS} events
     */
    public List<Outcome> map(JsonNode document, Map<String, String> headers, long publishedAt) {
        List<Outcome> outcomes = new ArrayList<>();
        int events = 0;
        for (JsonNode part : document.isArray() ? document : List.of(document)) {
            List<Outcome> made = part instanceof ObjectNode object
                    ? map(Row.of(headers, object), publishedAt)
                    : List.of(Outcome.rejected(new RowRejected("not a JSON object", part.toString())));
            events += made.stream().mapToInt(outcome -> outcome.events().size()).sum();
            if (events > MAX_EVENTS) {
                return List.of(
                        Outcome.rejected(new RowRejected("more than " + MAX_EVENTS + " events of one document", "")));
            }
            outcomes.addAll(made);
        }
        return outcomes;
    }

    /**
     * Maps a row.
     *
     * @param row the row
     * @param publishedAt when the events are sent, in epoch milliseconds; events well after it are rejected
     * @return one outcome for each element
     */
    public List<Outcome> map(Row row, long publishedAt) {
        try {
            EventEncoder encoder = new EventEncoder(publishedAt);
            return mapper.map(unwrap ? CloudEvents.opened(row) : row).stream()
                    .map(mapped -> encoded(mapped, encoder))
                    .toList();
        } catch (RowRejected e) {
            return List.of(Outcome.rejected(e));
        }
    }

    private static Outcome encoded(Mapped mapped, EventEncoder encoder) {
        if (mapped.rejected().isPresent()) {
            return Outcome.rejected(mapped.rejected().get());
        }
        try {
            // All events of an element or none: half an incident would be worse than a missing one.
            List<Encoded> events = new ArrayList<>(mapped.events().size());
            for (RowMapper.Event event : mapped.events()) {
                events.add(encoder.encode(event.kind(), event.fields()));
            }
            return new Outcome(events, mapped.skipped(), Optional.empty());
        } catch (RowRejected e) {
            return Outcome.rejected(e);
        }
    }
}
