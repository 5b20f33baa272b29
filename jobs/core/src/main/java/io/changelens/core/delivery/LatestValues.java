package io.changelens.core.delivery;

import java.util.List;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What several reports say together: of each field the latest value. A field that a report leaves at the contract's
 * default says nothing, so a later report need not repeat what an earlier one said; the other side of this is that a
 * value can be replaced, and not taken back.
 */
final class LatestValues {

    private LatestValues() {}

    /**
     * Puts the reports together.
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
