package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.record.ImportFields;
import io.changelens.mapping.record.TargetField;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.schemas.RecordKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Maps files whose columns are the fields of the schema, or those of {@link ImportFields}. CSV writes nested fields with dots: {@code serviceRequest.id}.
 */
public final class NativeMapper implements RowMapper {
    private final Map<String, TargetField> fields;

    private final RecordKind<?> kind;

    private NativeMapper(RecordKind<?> kind, Map<String, TargetField> fields) {
        this.kind = kind;
        this.fields = fields;
    }

    /**
     * Creates the mapper of one file.
     *
     * @param file the file, for messages
     * @param columns columns of the file, when it lists them before its rows
     * @param kind kind of the records to make
     * @throws InputError when a column is not a field, a required field has no column, or two columns exclude each other
     */
    public static RowMapper of(InputFile file, Optional<List<String>> columns, RecordKind<?> kind) {
        if (columns.isEmpty()) {
            return row -> List.of(Mapped.of(List.of(new Event(kind, row.cells())), List.of()));
        }
        Map<String, TargetField> fields = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String column : columns.get()) {
            TargetField.find(ImportFields.of(kind), column)
                    .ifPresentOrElse(field -> fields.put(column, field), () -> unknown.add(column));
        }
        List<String> missing = kind.schema().getFields().stream()
                .filter(field -> !field.hasDefaultValue())
                .map(Schema.Field::name)
                .filter(name -> fields.values().stream()
                        .noneMatch(field -> field.steps().get(0).equals(name)))
                .toList();
        if (!unknown.isEmpty() || !missing.isEmpty()) {
            throw new InputError(file.path() + ": its columns are not those of " + kind.topic()
                    + (missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing))
                    + (unknown.isEmpty() ? "" : "; unknown: " + String.join(", ", unknown))
                    + "; the file has: " + String.join(", ", columns.get())
                    + " (foreign columns need --mapping)");
        }
        if (ImportFields.givesBoth(kind, fields.keySet())) {
            throw new InputError(file.path() + ": " + ImportFields.BOTH);
        }
        return new NativeMapper(kind, fields);
    }

    @Override
    public List<Mapped> map(Row row) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        fields.forEach((column, field) -> {
            JsonNode value = row.cells().get(column);
            if (value != null && !ColumnPath.isEmpty(value)) {
                field.set(event, value);
            }
        });
        return List.of(Mapped.of(List.of(new Event(kind, event)), List.of()));
    }
}
