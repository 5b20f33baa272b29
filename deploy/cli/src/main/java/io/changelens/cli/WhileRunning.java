package io.changelens.cli;

import io.changelens.local.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work only as long as a stack runs, so that the work does not wait for answers that cannot come any more. */
public final class WhileRunning {

    private static final Duration NOTICED_AFTER = Duration.ofSeconds(3);

    private final CompletableFuture<String> end;

    private WhileRunning(CompletableFuture<String> end) {
        this.end = end;
    }

    /** Work that can fail. */
    @FunctionalInterface
    public interface Work {
        /**
         * Runs the work.
         *
         * @throws IOException if reading or writing fails
         * @throws InterruptedException if it is interrupted
         */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Runs work as long as a stack runs.
     *
     * @param end completes with one line when the stack has ended
     */
    public static WhileRunning of(CompletableFuture<String> end) {
        return new WhileRunning(end);
    }

    /** Waits briefly for the end of the stack: work often fails because of that end before the stack reports it. */
    private void awaitEnd() throws InterruptedException, ExecutionException {
        try {
            end.get(NOTICED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The work failed for another reason.
        }
    }

    /**
     * Runs work until it is done or the stack ends.
     *
     * @param work the work
     * @throws UserError with the stack's line if the stack ends first
     * @throws Exception that the work throws
     */
    public void run(Work work) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                },
                "work");
        thread.setDaemon(true);
        thread.start();
        try {
            CompletableFuture.anyOf(done, end).get();
        } catch (ExecutionException e) {
            awaitEnd();
        }
        if (end.isDone()) {
            thread.interrupt();
            throw new UserError(end.get() + "; the stack is stopped");
        }
        try {
            done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
