package io.changelens.local.process;

import io.changelens.local.UserError;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a child process to be ready. */
public final class Waiting {

    /** The system's words for a port that somebody else listens on; Java's and ClickHouse's messages end with them. */
    private static final String IN_USE = "Address already in use";

    private static final long PAUSE_MILLIS = 100;

    private Waiting() {}

    /**
     * Asks again and again.
     *
     * @throws PortTaken if the process ends first because somebody else has its port
     * @throws UserError if the process ends first for another reason, or the time is over; it names the log
     */
    public static void until(Duration patience, ChildProcess process, BooleanSupplier ready)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                if (process.line(IN_USE).isPresent()) {
                    throw new PortTaken(process.obituary());
                }
                throw new UserError(process.obituary());
            }
            if (System.nanoTime() > deadline) {
                throw new UserError(
                        process.name() + " was not ready within " + patience.toSeconds() + " s; see " + process.log());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
