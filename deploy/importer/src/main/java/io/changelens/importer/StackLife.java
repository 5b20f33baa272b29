package io.changelens.importer;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Interrupts the thread that created it when the stack has stopped, because Kafka clients would wait a minute for a
 * broker that does not come back.
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

    /**
     * Watches a stack on behalf of the calling thread.
     *
     * @param alive whether the stack is running; asked twice a second
     */
    public static StackLife watch(BooleanSupplier alive) {
        StackLife life = new StackLife(alive);
        life.watching.start();
        return life;
    }

    /** Whether the stack has stopped. */
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

    /**
     * Stops watching. Afterwards the thread is not interrupted any more, and a pending interrupt of this class is
     * cleared.
     */
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
