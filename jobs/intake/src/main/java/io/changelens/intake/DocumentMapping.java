package io.changelens.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.row.JsonMessage;
import io.changelens.mapping.row.RowRejected;
import io.changelens.mapping.rule.Mapping;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.schemas.RecordKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Maps documents to events by the presets of a job. The result depends on the document, its headers, its timestamp and
 * the presets alone. Not thread-safe.
 */
final class DocumentMapping {

    private final Presets presets;
    private final Optional<Pseudonyms> pseudonyms;
    private final boolean keepLearning;
    private final Map<String, Compiled> compiled = new HashMap<>();

    /**
     * Creates a mapping and reads the key for pseudonyms.
     *
     * @param presets the presets
     * @param keepLearning whether rejected documents of learning activity are kept
     * @throws io.changelens.mapping.row.InputError if the file of the key cannot be read
     */
    DocumentMapping(Presets presets, boolean keepLearning) {
        this.presets = presets;
        this.pseudonyms = presets.pseudonyms();
        this.keepLearning = keepLearning;
    }

    /**
     * A preset that was compiled.
     *
     * @param mapper maps documents; empty if the preset needs a key that there is not
     * @param persons whether its documents may name persons
     */
    private record Compiled(Optional<DocumentMapper> mapper, boolean persons) {}

    /**
     * What a document became. Elements of one document may be mapped while others are not.
     *
     * @param events the events
     * @param skipped reasons why elements, or events of them, were left out on purpose
     * @param fault why the document, or an element of it, cannot become events; empty when all can
     * @param keep whether the bytes of the document may be kept when it is rejected
     */
    record Result(List<Encoded> events, List<String> skipped, Optional<String> fault, boolean keep) {}

    /** Maps a document. Faults of the document are returned, never thrown. */
    Result map(Document document) {
        String name = document.preset();
        if (!presets.has(name)) {
            String fault = name.isEmpty()
                    ? "no header " + DocumentDeserializer.PRESET + " names a preset"
                    : name + ": there is no preset of that name";
            // Nobody knows whether it names persons.
            return new Result(List.of(), List.of(), Optional.of(fault), keepLearning);
        }
        Compiled preset = compiled.computeIfAbsent(name, this::compile);
        boolean keep = keepLearning || !preset.persons();
        if (preset.mapper().isEmpty()) {
            String fault = name + ": makes pseudonyms of persons, and the job has no key for them (option "
                    + PipelineOptions.INTAKE_PSEUDONYM_KEY.key() + ")";
            return new Result(List.of(), List.of(), Optional.of(fault), keep);
        }
        return result(name, outcomes(document, preset.mapper().get()), keep);
    }

    private Compiled compile(String name) {
        Mapping mapping = presets.mapping(name, pseudonyms.or(() -> Optional.of(Pseudonyms.ofRandomKey())));
        boolean usable = pseudonyms.isPresent() || !presets.needsKey(name);
        return new Compiled(
                usable ? Optional.of(new DocumentMapper(mapping)) : Optional.empty(),
                mapping.kinds().contains(RecordKind.LEARNING_ACTIVITY));
    }

    private static List<Outcome> outcomes(Document document, DocumentMapper mapper) {
        try {
            JsonNode json = JsonMessage.read(document.value());
            return mapper.map(json, document.headers(), document.position().publishedAt());
        } catch (RowRejected e) {
            return List.of(new Outcome(List.of(), List.of(), Optional.of(e)));
        }
    }

    private static Result result(String name, List<Outcome> outcomes, boolean keep) {
        List<Encoded> events = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        List<RowRejected> faults = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            events.addAll(outcome.events());
            skipped.addAll(outcome.skipped());
            outcome.rejected().ifPresent(faults::add);
        }
        if (faults.isEmpty()) {
            return new Result(events, skipped, Optional.empty(), keep);
        }
        RowRejected first = faults.get(0);
        // The detail quotes the document.
        String fault = name + ": " + (keep ? first.line() : first.reason());
        String share =
                outcomes.size() == 1 ? "" : "; " + faults.size() + " of " + outcomes.size() + " elements are rejected";
        return new Result(events, skipped, Optional.of(fault + share), keep);
    }
}
