package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.core.rules.EventRules;
import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.RecordKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Fields that an import takes beside those of the contract: {@code failures} of learning activity, which becomes
 * {@code successes}, the count less the failures.
 */
public final class ImportFields {

    /** Sentence of the error when both ways to give the number of successes are used. */
    public static final String BOTH = "gives both successes and failures; one follows from the other and the count";

    private static final String COUNT = "count";
    private static final String SUCCESSES = "successes";
    private static final String FAILURES = "failures";
    private static final Schema ACTIVITY = withFailures(RecordKind.LEARNING_ACTIVITY.schema());

    private ImportFields() {}

    private static Schema withFailures(Schema contract) {
        List<Schema.Field> fields = new ArrayList<>();
        contract.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        Schema optional = contract.getField(SUCCESSES).schema();
        String doc = "Number of these activities that failed: count less successes.";
        fields.add(new Schema.Field(FAILURES, optional, doc, Schema.Field.NULL_DEFAULT_VALUE));
        return Schema.createRecord(contract.getName(), contract.getDoc(), contract.getNamespace(), false, fields);
    }

    /** Returns the schema of what an import may give for a kind: the contract, and the fields that become such of it. */
    public static Schema of(RecordKind<?> kind) {
        return kind == RecordKind.LEARNING_ACTIVITY ? ACTIVITY : kind.schema();
    }

    /** Returns whether both the number of successes and that of failures are among the fields that are given. */
    public static boolean givesBoth(RecordKind<?> kind, Collection<String> fields) {
        return kind == RecordKind.LEARNING_ACTIVITY && fields.contains(SUCCESSES) && fields.contains(FAILURES);
    }

    /**
     * Replaces the fields of an import by those of the contract.
     *
     * @param kind kind of the event
     * @param event the fields by their names; changed
     * @throws RowRejected when a value cannot be read, is out of range, or contradicts another
     */
    static void resolve(RecordKind<?> kind, ObjectNode event) throws RowRejected {
        if (kind != RecordKind.LEARNING_ACTIVITY || !event.has(FAILURES)) {
            return;
        }
        JsonNode given = event.remove(FAILURES);
        if (ColumnPath.isEmpty(given)) {
            return;
        }
        if (!ColumnPath.isEmpty(event.path(SUCCESSES))) {
            throw new RowRejected(BOTH, event.get(SUCCESSES).asText() + " and " + given.asText());
        }
        long failures = number(given, FAILURES);
        long count = ColumnPath.isEmpty(event.path(COUNT)) ? 1 : number(event.get(COUNT), COUNT);
        // The rules reject a count that is out of range; they name it better than its failures could.
        boolean possible = count >= 0 && count <= EventRules.MAX_COUNT;
        if (possible && (failures < 0 || failures > count)) {
            throw new RowRejected(
                    "failures-out-of-range", "failures is " + failures + ", not 0 to the count of " + count);
        }
        if (possible) {
            event.put(SUCCESSES, count - failures);
        }
    }

    private static long number(JsonNode json, String field) throws RowRejected {
        return (long) AvroValues.convert(ACTIVITY.getField(field).schema(), json, field);
    }
}
