package io.changelens.pipeline.decode;

/**
 * An event that arrived after the time it belongs to was closed, with its original bytes.
 *
 * @param position position of its record
 * @param eventId id of the event
 * @param occurredAt event time, epoch milliseconds
 * @param raw value of the record, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record LateEvent(RecordPosition position, String eventId, long occurredAt, byte[] raw) {

    /**
     * Creates a late event from a received one.
     *
     * @param received the event with its record
     * @param eventId id of the event
     * @param occurredAt event time, epoch milliseconds
     */
    public static LateEvent of(Received<?> received, String eventId, long occurredAt) {
        return new LateEvent(received.position(), eventId, occurredAt, received.raw());
    }
}
