package io.changelens.local.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.BooleanSupplier;

/**
 * Polls whether Kafka or ClickHouse, local or external, answers. Prints one line when it has not answered for a while
 * and another when it answers again. An outage alone does not end the stack, because the jobs wait.
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
     * Starts polling every 3 s; an outage is reported after 15 s.
     *
     * @param what name and address
     * @param answers sends one request; returns within seconds
     * @param out receives the lines
     */
    static ServiceWatch start(String what, BooleanSupplier answers, PrintStream out) {
        return start(what, answers, out, EVERY, QUIET);
    }

    /**
     * Starts polling with another interval and another delay before an outage is reported.
     *
     * @param what name and address
     * @param answers sends one request; returns within seconds
     * @param out receives the lines
     * @param every interval between requests
     * @param quiet length of an outage before it is reported
     */
    static ServiceWatch start(String what, BooleanSupplier answers, PrintStream out, Duration every, Duration quiet) {
        ServiceWatch watch = new ServiceWatch(what, answers, out, every, quiet);
        watch.thread.start();
        return watch;
    }

    /** Whether the last request was not answered. */
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
