package io.changelens.cli;

import io.changelens.local.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does something as long as a stack runs, instead of waiting for what cannot come any more. */
public final class WhileRunning {

    private static final Duration NOTICED_AFTER = Duration.ofSeconds(3);

    private final CompletableFuture<String> end;

    private WhileRunning(CompletableFuture<String> end) {
        this.end = end;
    }

    /** Something that can be done and fail. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void run() throws IOException, InterruptedException;
    }

    /** For a stack that says in one line when it has ended. */
    public static WhileRunning of(CompletableFuture<String> end) {
        return new WhileRunning(end);
    }

    /** Work that fails because the stack has gone often does so before the stack has noticed. */
    private void awaitEnd() throws InterruptedException, ExecutionException {
        try {
            end.get(NOTICED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It failed for another reason.
        }
    }

    /**
     * Does it, to its end or to the stack's.
     *
     * @throws UserError with the stack's line when the stack ends first
     * @throws Exception what the work throws
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
