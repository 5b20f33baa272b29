package io.changelens.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes parts in reverse order of their start: on {@link #close}, or when the JVM shuts down. */
final class Teardown implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Thread hook = new Thread(this::close, "teardown");
    private volatile boolean begun;

    Teardown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Registers a part to close.
     *
     * @throws IllegalStateException if closing has started; the part is then closed at once
     */
    <C extends AutoCloseable> C add(C part) {
        synchronized (started) {
            if (!begun) {
                started.push(part);
                return part;
            }
        }
        close(part);
        throw new IllegalStateException("the stack is stopping");
    }

    boolean begun() {
        return begun;
    }

    @Override
    public synchronized void close() {
        synchronized (started) {
            begun = true;
        }
        AutoCloseable part = started.poll();
        while (part != null) {
            close(part);
            part = started.poll();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This is the shutdown hook itself.
        }
    }

    /** A failure to close one part must not keep the others open. */
    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.error("{} did not close", part, e);
        }
    }
}
