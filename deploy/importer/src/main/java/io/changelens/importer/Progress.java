package io.changelens.importer;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of a task: as a bar on a terminal, otherwise as a line every 5 s. */
public interface Progress extends AutoCloseable {
    /** Sets the number of steps that are done. */
    void to(long done);

    /** Sets a short additional text. */
    void note(String text);

    @Override
    void close();

    /**
     * Starts showing a task.
     *
     * @param unit name of the unit
     * @param unitSize number of steps in one unit
     * @param total total number of steps
     * @param task name of the task
     * @param err receives lines if standard error is no terminal
     */
    static Progress of(String task, String unit, long unitSize, long total, PrintStream err) {
        return isTerminal() ? new Bar(task, unit, unitSize, total) : new Lines(task, total, err);
    }

    /** Whether standard error is a terminal. {@code System.console()} covers standard input and output only. */
    private static boolean isTerminal() {
        try {
            String isatty = Platform.isWindows() ? "_isatty" : "isatty";
            return Function.getFunction(Platform.C_LIBRARY_NAME, isatty).invokeInt(new Object[] {2}) != 0;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    /** A bar that is redrawn in place. */
    final class Bar implements Progress {
        private final ProgressBar bar;

        Bar(String task, String unit, long unitSize, long total) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setUnit(unit, unitSize)
                    .setInitialMax(total)
                    .setUpdateIntervalMillis(200)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
        }

        @Override
        public void to(long done) {
            bar.stepTo(done);
        }

        @Override
        public void note(String text) {
            bar.setExtraMessage(text);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** A line every 5 s. */
    final class Lines implements Progress {
        private static final Duration EVERY = Duration.ofSeconds(5);

        private final String task;
        private final long total;
        private final PrintStream err;
        private long lastLine = System.nanoTime();
        private String note = "";

        Lines(String task, long total, PrintStream err) {
            this.task = task;
            this.total = total;
            this.err = err;
        }

        @Override
        public void to(long done) {
            long now = System.nanoTime();
            if (now - lastLine >= EVERY.toNanos()) {
                lastLine = now;
                err.printf(Locale.ROOT, "%s: %d %%%s%n", task, total == 0 ? 100 : 100 * done / total, note);
            }
        }

        @Override
        public void note(String text) {
            note = ", " + text;
        }

        @Override
        public void close() {}
    }
}
