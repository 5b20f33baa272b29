package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Merges a mapping with the one that it extends. */
final class MappingMerge {
    private MappingMerge() {}

    /**
     * Returns the merged mapping. Its fields replace those of the base, also in the entries of {@code emit} that have
     * them; its {@code let} values replace those of the same name; its {@code skip} rules come before those of the base;
     * every other key, {@code emit} included, replaces that of the base.
     *
     * @param base the mapping that is extended
     * @param own the mapping that extends it
     */
    static ObjectNode merged(ObjectNode base, ObjectNode own) {
        ObjectNode merged = base.deepCopy();
        own.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "extends" -> {} // This is the result of it.
                case "fields" -> fields(merged, value, own.has("emit"));
                case "let" -> overlaid(merged, "let", value);
                case "skip" -> skips(merged, value);
                default -> merged.set(entry.getKey(), value);
            }
        });
        return merged;
    }

    private static void fields(ObjectNode merged, JsonNode fields, boolean ownEntries) {
        overlaid(merged, "fields", fields);
        if (!ownEntries && merged.get("emit") instanceof ArrayNode entries) {
            for (JsonNode entry : entries) {
                if (entry instanceof ObjectNode object) {
                    fields.fieldNames().forEachRemaining(object::remove);
                }
            }
        }
    }

    private static void overlaid(ObjectNode merged, String key, JsonNode values) {
        if (merged.get(key) instanceof ObjectNode present && values instanceof ObjectNode more) {
            present.setAll(more);
        } else {
            merged.set(key, values);
        }
    }

    private static void skips(ObjectNode merged, JsonNode skips) {
        if (merged.get("skip") instanceof ArrayNode present && skips instanceof ArrayNode own) {
            merged.set("skip", own.deepCopy().addAll(present));
        } else {
            merged.set("skip", skips);
        }
    }
}
