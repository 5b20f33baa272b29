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

/**
 * Encodes mapped rows as Kafka records, after a check by the rules that the jobs apply.
 *
 * @param <T> the generated record
 */
public final class EventEncoder<T extends SpecificRecordBase> {
    private final RecordKind<T> kind;
    private final long publishedAt;

    /**
     * Creates an encoder.
     *
     * @param kind kind of the records, which has their topic and schema
     * @param publishedAt when the records are sent, in epoch milliseconds; events well after it are rejected
     */
    public EventEncoder(RecordKind<T> kind, long publishedAt) {
        this.kind = kind;
        this.publishedAt = publishedAt;
    }

    /**
     * Encodes an event.
     *
     * @param json the fields by their names in {@link ImportFields#of}; changed to those of the schema
     * @throws RowRejected when the event does not fit the schema, breaks a rule or is larger than
     *     {@link EncodedRecord#MAX_BYTES}
     */
    public Encoded encode(ObjectNode json) throws RowRejected {
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
        return new Encoded(event, record);
    }

    /**
     * An event in both forms.
     *
     * @param event the event
     * @param record the same as a Kafka record
     */
    public record Encoded(SpecificRecordBase event, EncodedRecord record) {}
}
