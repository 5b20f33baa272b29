package io.changelens.core.delivery;

import java.util.List;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Merges several reports about one thing: each field takes its latest reported value. A field that is null or at the
 * contract's default counts as not reported. A later report therefore need not repeat earlier values, but it cannot
 * reset a field to its default either.
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
                if (value != null && !value.equals(silence)) {
                    latest.put(field.pos(), value);
                }
            }
        }
        return latest;
    }
}
