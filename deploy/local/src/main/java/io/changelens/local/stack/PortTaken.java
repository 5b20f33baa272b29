package io.changelens.local.stack;

/** A port that was free when it was chosen is somebody else's by now: another choice may help. */
final class PortTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: which port, and who answers there if that is known
     */
    PortTaken(String message) {
        super(message);
    }

    /**
     * @param message one line: which port
     * @param cause what the system said
     */
    PortTaken(String message, Throwable cause) {
        super(message, cause);
    }
}
