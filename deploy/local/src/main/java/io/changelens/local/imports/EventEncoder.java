package io.changelens.local.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.pipeline.decode.EventRules.Violation;
import io.changelens.schemas.SingleObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;

/** Makes Kafka records of mapped rows, and holds them to the rules by which the jobs will judge them. */
final class EventEncoder {
    private final ImportKind kind;
    private final long publishedAt;
    private final int keyPosition;
    private final int timePosition;
    private final BinaryMessageEncoder<SpecificRecordBase> encoder;

    /**
     * Makes an encoder.
     *
     * @param publishedAt when the records are sent, in epoch milliseconds: events well after it are rejected
     */
    EventEncoder(ImportKind kind, long publishedAt) {
        Schema schema = kind.schema();
        this.kind = kind;
        this.publishedAt = publishedAt;
        this.keyPosition = schema.getField(kind.keyField()).pos();
        this.timePosition = schema.getField(kind.timeField()).pos();
        this.encoder = kind.encoder();
    }

    /**
     * Makes the record of an event.
     *
     * @throws RowRejected when it does not fit the contract or breaks a rule
     */
    Event encode(ObjectNode json) throws RowRejected {
        SpecificRecordBase event = AvroValues.toRecord(kind.schema(), json);
        Optional<Violation> violation = kind.check(event, publishedAt);
        if (violation.isPresent()) {
            throw new RowRejected(violation.get().rule(), violation.get().detail());
        }
        byte[] key = event.get(keyPosition).toString().getBytes(StandardCharsets.UTF_8);
        return new Event(((Instant) event.get(timePosition)).toEpochMilli(), key, SingleObject.encode(encoder, event));
    }
}
