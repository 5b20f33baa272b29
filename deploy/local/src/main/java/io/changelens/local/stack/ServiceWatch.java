package io.changelens.local.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.BooleanSupplier;

/**
 * Asks now and then whether Kafka or ClickHouse answers, ours or somebody else's, and says so in one line when it has not
 * for a while, and in another when it does again. That alone does not end a stack: the jobs wait.
 */
final class ServiceWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final String what;
    private final BooleanSupplier answers;
    private final PrintStream out;
    private final Duration every;
    private final Duration quiet;
    private final Thread thread;
    private volatile boolean away;

    private ServiceWatch(String what, BooleanSupplier answers, PrintStream out, Duration every, Duration quiet) {
        this.what = what;
        this.answers = answers;
        this.out = out;
        this.every = every;
        this.quiet = quiet;
        this.thread = new Thread(this::watch, "service-watch");
        thread.setDaemon(true);
    }

    /**
     * Begins to watch.
     *
     * @param what name and address
     * @param answers asks once; returns within seconds
     * @param out gets the lines
     */
    static ServiceWatch start(String what, BooleanSupplier answers, PrintStream out) {
        return start(what, answers, out, EVERY, QUIET);
    }

    /** The same, asking that often, and silent for that long. */
    static ServiceWatch start(String what, BooleanSupplier answers, PrintStream out, Duration every, Duration quiet) {
        ServiceWatch watch = new ServiceWatch(what, answers, out, every, quiet);
        watch.thread.start();
        return watch;
    }

    /** Whether it did not answer when it was last asked. */
    boolean away() {
        return away;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(every.toMillis());
                if (!answers.getAsBoolean()) {
                    awaitReturn();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closed.
        }
    }

    private void awaitReturn() throws InterruptedException {
        away = true;
        long since = System.nanoTime();
        String at = LocalTime.now(ZoneId.systemDefault()).format(CLOCK);
        boolean said = false;
        while (!answers.getAsBoolean()) {
            if (!said
                    && System.nanoTime() - since > quiet.toNanos()
                    && !Thread.currentThread().isInterrupted()) {
                said = true;
                out.println(what + " does not answer since " + at + "; the jobs wait and go on by themselves");
            }
            Thread.sleep(every.toMillis());
        }
        away = false;
        if (said) {
            out.println(what + " answers again after " + (System.nanoTime() - since) / 1_000_000_000 + " s");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
