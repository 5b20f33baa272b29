package io.changelens.pipeline.decode;

/**
 * An event that came after the time it belongs to was closed, kept whole.
 *
 * @param position where its record stands
 * @param eventId the event's id; for sums of several events that were late together, the outcome that they missed
 * @param occurredAt event time, epoch milliseconds
 * @param raw the record's value, byte for byte; for sums, their text
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record LateEvent(RecordPosition position, String eventId, long occurredAt, byte[] raw) {

    /** The late event that a received one turns out to be. */
    public static LateEvent of(Received<?> received, String eventId, long occurredAt) {
        return new LateEvent(received.position(), eventId, occurredAt, received.raw());
    }
}
