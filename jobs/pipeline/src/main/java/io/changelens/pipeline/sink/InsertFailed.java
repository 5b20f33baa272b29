package io.changelens.pipeline.sink;

import io.changelens.pipeline.sink.DatabaseErrors.Verdict;

/** Reports that an insert failed as a whole; possibly none of its rows is in the table. */
final class InsertFailed extends Exception {

    /** Index for failures without a known row. */
    static final int NO_ROW = -1;

    private static final long serialVersionUID = 1;
    private static final int MAX_MESSAGE = 1000;

    private final Verdict verdict;
    private final int row;

    /**
     * Creates a failure.
     *
     * @param verdict class of the failure
     * @param row index of the row that caused it, {@link #NO_ROW} when it is unknown
     * @param cause the exception of the driver
     */
    InsertFailed(Verdict verdict, int row, Throwable cause) {
        super(line(cause), cause);
        this.verdict = verdict;
        this.row = row;
    }

    Verdict verdict() {
        return verdict;
    }

    int row() {
        return row;
    }

    /** Returns the innermost informative message, in one line. */
    private static String line(Throwable failure) {
        String text = failure.toString();
        for (Throwable e = failure; e != null; e = e.getCause()) {
            text = e.getMessage() == null || e.getMessage().isBlank()
                    ? e.getClass().getSimpleName()
                    : e.getMessage();
            if (DatabaseErrors.code(e) != 0) {
                break;
            }
        }
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE) + "…" : line;
    }
}
