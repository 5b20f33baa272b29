package io.changelens.local.process;

/** A port that was free when it was chosen is somebody else's by now: another choice may help. */
public final class PortTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: which port, and who answers there if that is known
     */
    public PortTaken(String message) {
        super(message);
    }

    /**
     * @param message one line: which port
     * @param cause what the system said
     */
    public PortTaken(String message, Throwable cause) {
        super(message, cause);
    }
}
