package io.changelens.mapping.row;

import java.io.Serial;

/** A file or a mapping that cannot be used. The message is one line: the place, what is wrong, and what to change. */
public final class InputError extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** An error with that line. */
    public InputError(String message) {
        super(message);
    }
}
