package io.changelens.importer;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Interrupts the thread that made it when the stack that it works with has gone: Kafka's clients would wait a minute for a
 * broker that cannot come back.
 */
public final class StackLife implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(500);

    private final BooleanSupplier alive;
    private final Thread working = Thread.currentThread();
    private final Thread watching = new Thread(this::watch, "stack-life");
    private volatile boolean gone;
    private boolean over;

    private StackLife(BooleanSupplier alive) {
        this.alive = alive;
        watching.setDaemon(true);
    }

    /** Watches a stack for the calling thread. */
    public static StackLife watch(BooleanSupplier alive) {
        StackLife life = new StackLife(alive);
        life.watching.start();
        return life;
    }

    /** Whether it has gone. */
    public boolean gone() {
        return gone;
    }

    private void watch() {
        try {
            while (alive.getAsBoolean()) {
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            return;
        }
        synchronized (this) {
            if (!over) {
                gone = true;
                working.interrupt();
            }
        }
    }

    /** After this, the thread is not interrupted any more, and no interruption of ours is left. */
    @Override
    public void close() {
        synchronized (this) {
            over = true;
        }
        watching.interrupt();
        if (gone) {
            var unused = Thread.interrupted();
        }
    }
}
