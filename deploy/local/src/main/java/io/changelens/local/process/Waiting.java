package io.changelens.local.process;

import io.changelens.local.UserError;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a child process to be ready. */
public final class Waiting {

    /** The operating system's error text for a port in use; the messages of Java and ClickHouse end with it. */
    private static final String IN_USE = "Address already in use";

    private static final long PAUSE_MILLIS = 100;

    private Waiting() {}

    /**
     * Polls every 100 ms until a condition holds.
     *
     * @param patience longest wait
     * @param process the child that is starting
     * @param ready whether it is ready
     * @throws PortTaken if the process ends first because another program has its port
     * @throws UserError if the process ends first for another reason, or the time is over; the message names the log
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
