package io.changelens.local;

/** A failure that the user can fix. Its message is one line: what is wrong, where, and how to fix it. */
public final class UserError extends RuntimeException {

    /**
     * A failure without a cause worth logging.
     *
     * @param message one line: what, where, how to fix it
     */
    public UserError(String message) {
        super(message);
    }

    /**
     * A failure with its cause.
     *
     * @param message one line: what, where, how to fix it
     * @param cause exception to show in the log
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
