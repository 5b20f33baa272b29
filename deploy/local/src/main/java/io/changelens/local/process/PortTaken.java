package io.changelens.local.process;

/** A port was free when it was chosen, but another program listens on it now. Choosing another port may help. */
public final class PortTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Reports a port that another program has taken.
     *
     * @param message one line: which port, and which program answers there if known
     */
    public PortTaken(String message) {
        super(message);
    }

    /**
     * Reports a port that another program has taken.
     *
     * @param message one line: which port
     * @param cause exception of the system call
     */
    public PortTaken(String message, Throwable cause) {
        super(message, cause);
    }
}
