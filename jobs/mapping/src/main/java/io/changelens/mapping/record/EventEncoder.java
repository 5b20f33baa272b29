package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.core.rules.EventRules.Violation;
import io.changelens.core.rules.RecordRules;
import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.RecordKind;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** Encodes mapped rows as Kafka records, after a check by the rules that the jobs apply. */
public final class EventEncoder {
    private final long publishedAt;

    /**
     * Creates an encoder.
     *
     * @param publishedAt when the records are sent, in epoch milliseconds; events well after it are rejected
     */
    public EventEncoder(long publishedAt) {
        this.publishedAt = publishedAt;
    }

    /**
     * Encodes an event.
     *
     * @param kind kind of the record, which has its topic and schema
     * @param json the fields by their names in {@link ImportFields#of}; changed to those of the schema
     * @throws RowRejected when the event does not fit the schema, breaks a rule or is larger than
     *     {@link EncodedRecord#MAX_BYTES}
     */
    public Encoded encode(RecordKind<?> kind, ObjectNode json) throws RowRejected {
        return encoded(kind, json);
    }

    private <T extends SpecificRecordBase> Encoded encoded(RecordKind<T> kind, ObjectNode json) throws RowRejected {
        ImportFields.resolve(kind, json);
        T event = kind.type().cast(AvroValues.toRecord(kind.schema(), json));
        Optional<Violation> violation = RecordRules.check(event, publishedAt);
        if (violation.isPresent()) {
            throw new RowRejected(violation.get().rule(), violation.get().detail());
        }
        EncodedRecord record = kind.encoded(event);
        if (record.bytes() > EncodedRecord.MAX_BYTES) {
            throw new RowRejected(
                    "too-large",
                    String.format(
                            Locale.ROOT,
                            "an event of %,d bytes, and at most %,d are possible",
                            record.bytes(),
                            EncodedRecord.MAX_BYTES));
        }
        return new Encoded(kind, event, record);
    }

    /**
     * An event in both forms.
     *
     * @param kind its kind
     * @param event the event
     * @param record the same as a Kafka record
     */
    public record Encoded(RecordKind<?> kind, SpecificRecordBase event, EncodedRecord record) {}
}
