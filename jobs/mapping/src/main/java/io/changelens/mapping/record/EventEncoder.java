package io.changelens.mapping.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.core.rules.EventRules.Violation;
import io.changelens.core.rules.RecordRules;
import io.changelens.mapping.row.RowRejected;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.RecordKind;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Makes Kafka records of mapped rows, and checks them by the rules of the jobs.
 *
 * @param <T> the generated record
 */
public final class EventEncoder<T extends SpecificRecordBase> {
    private final RecordKind<T> kind;
    private final long publishedAt;

    /**
     * Makes an encoder.
     *
     * @param publishedAt when the records are sent, in epoch milliseconds: events well after it are rejected
     */
    public EventEncoder(RecordKind<T> kind, long publishedAt) {
        this.kind = kind;
        this.publishedAt = publishedAt;
    }

    /**
     * Makes the record of an event.
     *
     * @throws RowRejected when it does not fit the contract or breaks a rule
     */
    public EncodedRecord encode(ObjectNode json) throws RowRejected {
        T event = kind.type().cast(AvroValues.toRecord(kind.schema(), json));
        Optional<Violation> violation = RecordRules.check(event, publishedAt);
        if (violation.isPresent()) {
            throw new RowRejected(violation.get().rule(), violation.get().detail());
        }
        return kind.encoded(event);
    }
}
