package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** Shows an event as JSON: the fields that are not at their default, times in ISO 8601. */
public final class EventJson {
    private EventJson() {}

    /** Returns the fields of an event that say something. */
    public static ObjectNode of(IndexedRecord event) {
        SpecificData model = SpecificData.get();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Schema.Field field : event.getSchema().getFields()) {
            Object value = event.get(field.pos());
            boolean silent =
                    field.hasDefaultValue() && model.compare(value, model.getDefaultValue(field), field.schema()) == 0;
            if (!silent) {
                json.set(field.name(), value(value));
            }
        }
        return json;
    }

    private static JsonNode value(Object value) {
        if (value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> array.add(value(element)));
            return array;
        }
        if (value instanceof IndexedRecord record) {
            return of(record);
        }
        if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        }
        if (value instanceof Double number) {
            return DoubleNode.valueOf(number);
        }
        return value instanceof Long || value instanceof Integer
                ? LongNode.valueOf(((Number) value).longValue())
                : TextNode.valueOf(String.valueOf(value));
    }
}
