package io.changelens.local.process;

import java.io.IOException;
import java.time.Duration;

/** Ends a child JVM when the parent closes the child's standard input or has ended. */
public final class ParentWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ParentWatch() {}

    /**
     * Starts watching standard input. At its end, shutdown hooks run; if they take more than 15 s, the JVM is halted.
     */
    public static void start() {
        daemon("parent-watch", () -> {
            awaitEnd();
            daemon("last-resort", ParentWatch::haltLater);
            System.exit(0);
        });
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // No data are expected here; only the end of the stream matters.
            }
        } catch (IOException e) {
            // A broken pipe means the same as the end of the stream.
        }
    }

    private static void haltLater() {
        try {
            Thread.sleep(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
