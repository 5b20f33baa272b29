package io.changelens.local.stack;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.util.function.ThrowingRunnable;

/** Steps of a start that run beside each other. */
final class Steps {

    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final AtomicInteger open = new AtomicInteger(1); // One is the caller's, until it joins.

    /** Begins a step. */
    void begin(ThrowingRunnable<Exception> step) {
        open.incrementAndGet();
        Thread thread = new Thread(() -> {
            try {
                step.run();
                end();
            } catch (Exception e) {
                all.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void end() {
        if (open.decrementAndGet() == 0) {
            all.complete(null);
        }
    }

    /** Waits for every step; the first failure ends the wait. Call it after all have begun. */
    void join() throws Exception {
        end();
        try {
            all.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
