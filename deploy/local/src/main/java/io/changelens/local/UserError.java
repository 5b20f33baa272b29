package io.changelens.local;

/** A failure that the user can mend. Its message is one line that says what is wrong and how to mend it. */
public final class UserError extends RuntimeException {

    /**
     * @param message one line: what, where, how to mend it
     */
    public UserError(String message) {
        super(message);
    }

    /**
     * @param message one line: what, where, how to mend it
     * @param cause what the log should show
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
