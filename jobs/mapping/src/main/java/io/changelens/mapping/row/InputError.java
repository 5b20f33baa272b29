package io.changelens.mapping.row;

import java.io.Serial;

/** Reports a file or a mapping that cannot be used. The message is one line: the place, the fault and the fix. */
public final class InputError extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message the one line that the user reads
     */
    public InputError(String message) {
        super(message);
    }
}
