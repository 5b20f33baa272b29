package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.RecordKind;
import java.util.List;
import java.util.Optional;

/**
 * The rules for one event of a row.
 *
 * @param name name of the event in the report of the import
 * @param kind kind of the event
 * @param when condition under which a row has the event; empty for every row
 * @param optional whether a row without a value for a required field (the event's id, time, service, …), or with one that
 *     is not in the field's table of values, has no such event, instead of being rejected
 * @param rules rules of all fields
 */
public record EventTemplate(
        String name, RecordKind<?> kind, Optional<Expression> when, boolean optional, List<FieldRule> rules) {

    /**
     * Returns whether a row has the event.
     *
     * @throws RowRejected when the condition cannot be evaluated
     */
    boolean applies(Row row) throws RowRejected {
        return when.isEmpty() || when.get().holds(row);
    }

    /**
     * Returns why a row has no such event although it is meant to; empty if the event is not optional or complete.
     *
     * @throws RowRejected when a value cannot be read
     */
    Optional<String> absence(Row row) throws RowRejected {
        if (optional) {
            for (FieldRule rule : rules) {
                Optional<String> absence = rule.target().required() ? rule.absence(row) : Optional.empty();
                if (absence.isPresent()) {
                    return Optional.of(name + ": " + absence.get() + ", optional");
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Makes the event of a row.
     *
     * @throws RowRejected when a required value is missing, or one cannot be converted
     */
    RowMapper.Event event(Row row) throws RowRejected {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        for (FieldRule rule : rules) {
            JsonNode value = rule.value(row);
            if (!value.isMissingNode()) {
                rule.target().set(event, value);
            }
        }
        return new RowMapper.Event(kind, event);
    }
}
