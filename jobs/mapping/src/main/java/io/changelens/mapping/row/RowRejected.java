package io.changelens.mapping.row;

/**
 * One row cannot become events. The reason is the same for all rows that share the fault, so that they can be counted;
 * the detail belongs to this row.
 */
public final class RowRejected extends Exception {
    private static final int LONGEST_DETAIL = 120;

    private final String reason;
    private final String detail;

    public RowRejected(String reason, String detail) {
        super(reason, null, false, false); // No stack trace: millions of rows may be rejected.
        this.reason = reason;
        this.detail = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
    }

    /** What is wrong, without anything that differs from row to row. */
    public String reason() {
        return reason;
    }

    /** What was found in this row; may be empty. */
    public String detail() {
        return detail;
    }

    /** Both in one line. */
    public String line() {
        return detail.isEmpty() ? reason : reason + " (" + detail + ")";
    }
}
