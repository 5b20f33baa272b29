package io.changelens.core.delivery;

import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Merges several reports about one thing: each field takes its latest reported value. A field that is null or at the
 * contract's default counts as not reported, so a later report need not repeat earlier values. A report takes an earlier
 * value back by naming its field in {@code cleared}.
 */
final class LatestValues {

    private LatestValues() {}

    /**
     * Merges reports.
     *
     * @param reports oldest first; at least one
     * @return a new record
     */
    static <T extends SpecificRecordBase> T of(List<T> reports) {
        T first = reports.get(0);
        SpecificData model = SpecificData.getForClass(first.getClass());
        T latest = model.deepCopy(first.getSchema(), first);
        for (Field field : first.getSchema().getFields()) {
            Object silence = field.hasDefaultValue() ? model.getDefaultValue(field) : null;
            for (T report : reports) {
                Object value = report.get(field.pos());
                boolean said = value != null && !value.equals(silence);
                if (said || cleared(report).contains(field.name())) {
                    latest.put(field.pos(), value);
                }
            }
        }
        return latest;
    }

    private static Collection<?> cleared(SpecificRecordBase report) {
        return (Collection<?>) report.get("cleared");
    }
}
