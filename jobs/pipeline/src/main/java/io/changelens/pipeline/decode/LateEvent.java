package io.changelens.pipeline.decode;

/**
 * An event that came after the time it belongs to was closed, kept whole.
 *
 * @param position where its record stands; partition -1 stands for sums of several events (see {@code detail} in raw)
 * @param eventId the event's id
 * @param occurredAt event time, epoch milliseconds
 * @param raw the record's value, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record LateEvent(RecordPosition position, String eventId, long occurredAt, byte[] raw) {

    /** The late event that a received one turns out to be. */
    public static LateEvent of(Received<?> received, String eventId, long occurredAt) {
        return new LateEvent(received.position(), eventId, occurredAt, received.raw());
    }
}
