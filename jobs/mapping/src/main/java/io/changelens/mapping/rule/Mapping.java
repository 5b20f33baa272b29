package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.row.FileFormat;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Maps rows of a foreign format to events by the rules of a mapping file.
 *
 * @param name name of the mapping in messages
 * @param format format of the files, when their names do not show it
 * @param delimiter the character between two cells of CSV; empty for a comma
 * @param skips rules that leave rows out, in the order in which they are tried
 * @param templates one for each event that a row becomes
 */
public record Mapping(
        String name,
        Optional<FileFormat> format,
        Optional<Character> delimiter,
        List<SkipRule> skips,
        List<EventTemplate> templates)
        implements RowMapper {

    /**
     * The rules for one event of a row.
     *
     * @param name name of the event in the report of the import
     * @param optional whether a row without a value for a required field (the event's id, time, service, …) has no such
     *     event, instead of being rejected
     * @param rules rules of all fields
     */
    public record EventTemplate(String name, boolean optional, List<FieldRule> rules) {
        /** Returns the first required field that is empty in a row; empty if the event is not optional or complete. */
        private Optional<String> missing(Row row) throws RowRejected {
            if (optional) {
                for (FieldRule rule : rules) {
                    if (rule.target().required() && rule.isEmpty(row)) {
                        return Optional.of(rule.target().path());
                    }
                }
            }
            return Optional.empty();
        }

        private ObjectNode event(Row row) throws RowRejected {
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            for (FieldRule rule : rules) {
                JsonNode value = rule.value(row);
                if (!value.isMissingNode()) {
                    rule.target().set(event, value);
                }
            }
            return event;
        }
    }

    @Override
    public Mapped map(Row row) throws RowRejected {
        for (SkipRule skip : skips) {
            if (skip.applies(row)) {
                return new Mapped(List.of(), List.of(skip.why()));
            }
        }
        List<ObjectNode> events = new ArrayList<>(templates.size());
        List<String> skipped = new ArrayList<>(0);
        for (EventTemplate template : templates) {
            Optional<String> missing = template.missing(row);
            if (missing.isPresent()) {
                skipped.add(template.name() + ": no " + missing.get() + ", optional");
            } else {
                events.add(template.event(row));
            }
        }
        return new Mapped(events, skipped);
    }

    /** Returns all columns that the rules read, each with the field it is read for. */
    public Stream<ColumnUse> columnUses() {
        Stream<ColumnUse> ofSkips = skips.stream().map(skip -> new ColumnUse("skip", skip.column()));
        Stream<ColumnUse> ofFields = templates.stream()
                .flatMap(template -> template.rules().stream())
                .flatMap(rule -> rule.source().columns().stream()
                        .map(column -> new ColumnUse(rule.target().path(), column)));
        return Stream.concat(ofSkips, ofFields);
    }

    /**
     * A column and its use.
     *
     * @param user the field that the column is read for, or {@code skip}
     * @param column the column
     */
    public record ColumnUse(String user, ColumnPath column) {}
}
