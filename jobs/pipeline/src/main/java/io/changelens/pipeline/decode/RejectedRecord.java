package io.changelens.pipeline.decode;

/**
 * A record that cannot count, kept whole.
 *
 * @param position where the record stands
 * @param reason name of the rule that it breaks
 * @param detail what was found, in words
 * @param raw the record's value, byte for byte; empty for a record without one
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record RejectedRecord(RecordPosition position, String reason, String detail, byte[] raw) {

    private static final int MAX_DETAIL = 1000;

    /** What was found may quote a megabyte of the record, which is kept anyway: the words are cut. */
    public RejectedRecord {
        detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail;
    }
}
