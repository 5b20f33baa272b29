package io.changelens.pipeline.sink;

import io.changelens.pipeline.sink.DatabaseErrors.Verdict;

/** An insert that failed as a whole; no row of it needs to be there. */
final class InsertFailed extends Exception {

    /** No row in particular. */
    static final int NO_ROW = -1;

    private static final long serialVersionUID = 1;
    private static final int MAX_MESSAGE = 1000;

    private final Verdict verdict;
    private final int row;

    /** @param row index of the row that is to blame, {@link #NO_ROW} when that is not known */
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

    /** The innermost message that says something, in one line. */
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
