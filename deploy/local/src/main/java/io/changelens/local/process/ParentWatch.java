package io.changelens.local.process;

import java.io.IOException;
import java.time.Duration;

/** In a child JVM: ends it when the parent closes its standard input, or is gone. */
public final class ParentWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ParentWatch() {}

    /** Starts to watch. Shutdown hooks run; when they take too long, the JVM is halted. */
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
                // Nobody writes here; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
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
