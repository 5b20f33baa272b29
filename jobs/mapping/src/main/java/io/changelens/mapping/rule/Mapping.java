package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.row.FileFormat;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.RecordKind;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Maps rows of a foreign format to events by the rules of a mapping file. A preset is a mapping that ships for the
 * documents of one tool. Instances may be used by several threads at once.
 *
 * @param name name of the mapping in messages
 * @param format format of the files, when their names do not show it
 * @param encoding encoding of the files; empty for UTF-8
 * @param delimiter the character between two cells of CSV; empty for a comma
 * @param collect whether all rows of a file are one document, with the list {@code rows}
 * @param matches conditions of which a document has to meet one; empty when the mapping takes every document
 * @param signatures ways in which a sender may sign a document; empty when it is not signed
 * @param each the elements of a document; empty when a document is one element
 * @param values values that several fields use, by name, in the order of their computation
 * @param otherwise the reason why an element has no event, when no entry applies to it
 * @param skips rules that leave elements out, in the order in which they are tried
 * @param templates one for each event that an element may become
 */
public record Mapping(
        String name,
        Optional<FileFormat> format,
        Optional<Charset> encoding,
        Optional<Character> delimiter,
        boolean collect,
        List<SkipRule.Test> matches,
        List<SignatureRule> signatures,
        Optional<Expression> each,
        Map<String, Expression> values,
        ValueSource otherwise,
        List<SkipRule> skips,
        List<EventTemplate> templates)
        implements RowMapper {

    /** Creates a mapping; the order of the values is kept. */
    public Mapping {
        values = new LinkedHashMap<>(values);
    }

    /** The kinds of events that the mapping makes. */
    public Set<RecordKind<?>> kinds() {
        Set<RecordKind<?>> kinds = new LinkedHashSet<>();
        templates.forEach(template -> kinds.add(template.kind()));
        return kinds;
    }

    @Override
    public List<Mapped> map(Row row) throws RowRejected {
        if (!matched(row)) {
            // The names of the fields alone: values may be personal data.
            List<String> fields = new ArrayList<>();
            row.cells().fieldNames().forEachRemaining(fields::add);
            throw new RowRejected("not a document that " + name + " knows", "its fields: " + String.join(", ", fields));
        }
        if (each.isEmpty()) {
            return List.of(element(row));
        }
        JsonNode found = each.get().value(row);
        List<Mapped> results = new ArrayList<>();
        for (JsonNode element :
                found.isArray() ? found : found.isMissingNode() ? List.<JsonNode>of() : List.of(found)) {
            results.add(
                    element instanceof ObjectNode object
                            ? element(row.element(object))
                            : Mapped.rejected(new RowRejected("not a JSON object", element.toString())));
        }
        return results.isEmpty()
                ? List.of(Mapped.skipped("an empty list: " + each.get().text()))
                : results;
    }

    private boolean matched(Row row) throws RowRejected {
        for (SkipRule.Test test : matches) {
            if (test.applies(row)) {
                return true;
            }
        }
        return matches.isEmpty();
    }

    private Mapped element(Row row) {
        try {
            Row computed = row;
            for (Map.Entry<String, Expression> value : values.entrySet()) {
                JsonNode found = value.getValue().value(computed);
                computed = found.isMissingNode() ? computed : computed.with(value.getKey(), found);
            }
            for (SkipRule skip : skips) {
                if (skip.test().applies(computed)) {
                    return Mapped.skipped(skip.why());
                }
            }
            return events(computed);
        } catch (RowRejected e) {
            return Mapped.rejected(e);
        }
    }

    private Mapped events(Row row) throws RowRejected {
        List<Event> events = new ArrayList<>(templates.size());
        List<String> skipped = new ArrayList<>(0);
        for (EventTemplate template : templates) {
            if (template.applies(row)) {
                Optional<String> absence = template.absence(row);
                if (absence.isPresent()) {
                    skipped.add(absence.get());
                } else {
                    events.add(template.event(row));
                }
            }
        }
        if (events.isEmpty() && skipped.isEmpty()) {
            skipped.add(otherwise.read(row).asText("no entry of `emit` applies"));
        }
        return Mapped.of(events, skipped);
    }

    /** Returns all columns of the row that the rules read, each with the field it is read for. */
    public Stream<ColumnUse> columnUses() {
        Stream<ColumnUse> ofSkips = skips.stream()
                .flatMap(skip -> skip.test().column().stream())
                .map(column -> new ColumnUse("skip", column, false));
        Stream<ColumnUse> ofFields = templates.stream()
                .flatMap(template -> template.rules().stream())
                .flatMap(rule -> rule.source().columns().stream()
                        .map(column -> new ColumnUse(rule.target().path(), column, rule.takesLists())));
        return Stream.concat(ofSkips, ofFields).filter(use -> !use.column().isOutside() && each.isEmpty());
    }

    /**
     * A column and its use.
     *
     * @param user the field that the column is read for, or {@code skip}
     * @param column the column
     * @param takesLists whether the column may be a list
     */
    public record ColumnUse(String user, ColumnPath column, boolean takesLists) {}
}
