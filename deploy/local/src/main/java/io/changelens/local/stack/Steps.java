package io.changelens.local.stack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.util.function.ThrowingRunnable;

/** Steps of a start that run beside each other. */
final class Steps {

    private Steps() {}

    static CompletableFuture<Void> async(ThrowingRunnable<Exception> step) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** Waits for both; the first failure ends the wait. */
    static void join(CompletableFuture<Void> first, CompletableFuture<Void> second) throws Exception {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (CompletableFuture<Void> step : List.of(first, second)) {
            step.whenComplete((done, error) -> {
                if (error != null) {
                    failure.completeExceptionally(error);
                }
            });
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(first, second), failure)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
