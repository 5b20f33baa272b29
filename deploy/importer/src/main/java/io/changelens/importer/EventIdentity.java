package io.changelens.importer;

import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.RecordKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.avro.SchemaNormalization;

/**
 * A 64-bit fingerprint of what makes two events one for the jobs, and one of their content.
 *
 * @param id fingerprint of the event's id, for changes and incidents together with that of the change or incident
 * @param content fingerprint of the whole event
 */
record EventIdentity(long id, long content) {

    /**
     * The identity of an event.
     *
     * @param kind kind of the event
     * @param eventId its id
     * @param key Kafka key of its record
     * @param value value of its record
     */
    static EventIdentity of(RecordKind<?> kind, String eventId, byte[] key, byte[] value) {
        ByteArrayOutputStream id = new ByteArrayOutputStream();
        if (kind != RecordKind.LEARNING_ACTIVITY) {
            id.writeBytes(key);
            id.write(0);
        }
        id.writeBytes(eventId.getBytes(StandardCharsets.UTF_8));
        return new EventIdentity(
                SchemaNormalization.fingerprint64(id.toByteArray()), SchemaNormalization.fingerprint64(value));
    }

    /** The identity of an event that is to be sent. */
    static EventIdentity of(RecordKind<?> kind, String eventId, EncodedRecord record) {
        return of(kind, eventId, record.key(), record.value());
    }
}
