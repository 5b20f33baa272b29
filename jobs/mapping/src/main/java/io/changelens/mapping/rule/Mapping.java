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
 * Turns foreign rows into events.
 *
 * @param name how messages call it
 * @param format the format of the files, when their names do not tell
 * @param delimiter parts the cells of CSV
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
     * One event of a row.
     *
     * @param time the rule of the event time
     * @param optional whether a row without an event time simply does not have this event
     * @param name how the account calls it
     */
    public record EventTemplate(String name, boolean optional, FieldRule time, List<FieldRule> rules) {
        private Optional<ObjectNode> event(Row row) throws RowRejected {
            if (optional && time.isEmpty(row)) {
                return Optional.empty();
            }
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            for (FieldRule rule : rules) {
                JsonNode value = rule.value(row);
                if (!value.isMissingNode()) {
                    rule.target().set(event, value);
                }
            }
            return Optional.of(event);
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
            template.event(row)
                    .ifPresentOrElse(events::add, () -> skipped.add(template.name() + ": no time, optional"));
        }
        return new Mapped(events, skipped);
    }

    /** All columns that it reads, each with the field that it is for. */
    public Stream<ColumnUse> columnUses() {
        Stream<ColumnUse> ofSkips = skips.stream().map(skip -> new ColumnUse("skip", skip.column()));
        Stream<ColumnUse> ofFields = templates.stream()
                .flatMap(template -> template.rules().stream())
                .flatMap(rule -> rule.source().columns().stream()
                        .map(column -> new ColumnUse(rule.target().path(), column)));
        return Stream.concat(ofSkips, ofFields);
    }

    /** A column, and what it is read for. */
    public record ColumnUse(String user, ColumnPath column) {}
}
