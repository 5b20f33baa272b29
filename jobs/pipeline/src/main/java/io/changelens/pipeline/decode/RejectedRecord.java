package io.changelens.pipeline.decode;

/**
 * A record that cannot be decoded or breaks a rule, with its original bytes.
 *
 * @param position position of the record
 * @param reason name of the rule that it breaks
 * @param detail what was found, in words
 * @param raw value of the record, byte for byte; empty for a record without a value
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record RejectedRecord(RecordPosition position, String reason, String detail, byte[] raw) {

    private static final int MAX_DETAIL = 1000;

    /** Cuts the detail after 1,000 characters, because it may quote a megabyte of the record, which is kept anyway. */
    public RejectedRecord {
        detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail;
    }
}
