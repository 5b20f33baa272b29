package io.changelens.local.stack;

import io.changelens.local.cli.UserError;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a child process to be ready. */
final class Waiting {

    private static final long PAUSE_MILLIS = 100;

    private Waiting() {}

    /**
     * Asks again and again.
     *
     * @throws UserError if the process ends first, or the time is over; it names the log
     */
    static void until(Duration patience, ChildProcess process, BooleanSupplier ready) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
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
