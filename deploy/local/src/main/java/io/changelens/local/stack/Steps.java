package io.changelens.local.stack;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.util.function.ThrowingRunnable;

/** Runs steps of a start concurrently. */
final class Steps {

    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final AtomicInteger open = new AtomicInteger(1); // One for the caller, until it joins.

    /** Starts a step on its own thread. */
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

    /** Waits until all steps are done; the first failure ends the wait. Call it after all steps were started. */
    void join() throws Exception {
        end();
        try {
            all.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
