package io.changelens.mapping.row;

/**
 * Reports that one row cannot become events. Rows with the same fault have the same reason, so that they are counted
 * together; the detail belongs to one row.
 */
public final class RowRejected extends Exception {
    private static final int LONGEST_DETAIL = 120;

    private final String reason;
    private final String detail;

    /**
     * Creates a rejection.
     *
     * @param reason the fault, without anything that differs from row to row
     * @param detail the value found in this row, cut after 120 characters; may be empty
     */
    public RowRejected(String reason, String detail) {
        super(reason, null, false, false); // No stack trace: millions of rows may be rejected.
        this.reason = reason;
        this.detail = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
    }

    /** Returns the fault, without anything that differs from row to row. */
    public String reason() {
        return reason;
    }

    /** Returns the value found in this row; may be empty. */
    public String detail() {
        return detail;
    }

    /** Returns reason and detail in one line. */
    public String line() {
        return detail.isEmpty() ? reason : reason + " (" + detail + ")";
    }
}
