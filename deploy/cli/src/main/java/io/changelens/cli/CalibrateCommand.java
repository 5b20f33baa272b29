package io.changelens.cli;

import io.changelens.calibrate.CalibrationPlot;
import io.changelens.calibrate.CalibrationReport;
import io.changelens.calibrate.KpiFile;
import io.changelens.calibrate.LabelledWindows;
import io.changelens.core.calibration.Calibration;
import io.changelens.core.calibration.CalibrationResult;
import io.changelens.core.calibration.Draws;
import io.changelens.core.calibration.RecordedKpi;
import io.changelens.importer.Progress;
import io.changelens.local.UserError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code changelens calibrate}: measures false positives, power and coverage of the estimator on the user's own series.
 */
@Command(
        name = "calibrate",
        description =
                "Runs the estimator at random times of recorded KPIs, where nothing was changed: how often does it"
                        + " call a change, how often does it find one that is injected? Beside Welch's and Mann and Whitney's"
                        + " tests.",
        mixinStandardHelpOptions = true)
public final class CalibrateCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "Folder of CSV files: timestamp,value or timestamp,numerator,denominator.")
    private Path folder;

    @Option(
            names = "--horizons",
            split = ",",
            defaultValue = "1h,6h,24h",
            converter = HorizonConverter.class,
            description = "Lengths of the window after a change, such as 15m, 6h or 7d (default: ${DEFAULT-VALUE}).")
    private List<Duration> horizons;

    @Option(
            names = "--inject",
            split = ",",
            defaultValue = "0,0.05,0.1,0.2",
            description = "Relative effects to put in; 0 measures false positives (default: ${DEFAULT-VALUE}).")
    private List<Double> injected;

    @Option(
            names = "--trials",
            defaultValue = "60",
            description = "Random times for each series and horizon (default: ${DEFAULT-VALUE}).")
    private int trials;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed draws the same times (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--history",
            converter = HorizonConverter.class,
            description = "Show the estimator this much before each time, no more and no less, such as 7d.")
    private Duration history = Duration.ZERO;

    @Option(
            names = "--least-history",
            converter = HorizonConverter.class,
            description = "Draw only times with at least as much before them, such as 18d.")
    private Duration leastHistory = Duration.ZERO;

    @Option(
            names = "--break",
            split = ",",
            paramLabel = "TIME",
            description = "Times at which a term, a new rhythm or the like began, such as 2026-09-01T00:00:00Z: draw"
                    + " times after these only.")
    private List<Instant> breaks = List.of();

    @Option(
            names = "--near",
            defaultValue = "14d",
            converter = HorizonConverter.class,
            description = "How long after a --break times are drawn (default: ${DEFAULT-VALUE}).")
    private Duration near;

    @Option(
            names = "--panel",
            description = "The series of the folder serve each other as controls: what moves others at the same time is"
                    + " no effect.")
    private boolean panel;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Time zone whose clock the series follow, such as Europe/Berlin (default: ${DEFAULT-VALUE}).")
    private ZoneId zone;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there; - is standard output.")
    private String json;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the results there, as SVG.")
    private String plot;

    @Override
    public void run() {
        check();
        List<RecordedKpi> kpis = read();
        PrintStream out = "-".equals(json) ? System.err : System.out;
        out.printf(
                "%d series, %d random times each at every horizon; how many are called changed at p <= 0.05?%n",
                kpis.size(), trials);
        CalibrationReport report = new CalibrationReport(measure(kpis), panel);
        out.print(report.text());
        write(report);
    }

    private void check() {
        for (double effect : injected) {
            if (!(effect > -1) || Double.isInfinite(effect)) {
                throw new UserError("--inject " + effect + ": an effect is a share such as 0.1, above -1");
            }
        }
        if (trials < 1) {
            throw new UserError("--trials " + trials + ": must be at least 1");
        }
        if (breaks.isEmpty() && spec.commandLine().getParseResult().hasMatchedOption("--near")) {
            throw new UserError("--near says how long after a --break times are drawn: give a --break too");
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": no such folder");
        }
    }

    private List<RecordedKpi> read() {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().matches(".*\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be read: " + e.getMessage(), e);
        }
        LabelledWindows excluded = LabelledWindows.in(folder);
        List<RecordedKpi> kpis = new ArrayList<>();
        for (Path file : files) {
            try {
                kpis.add(KpiFile.read(file, zone, excluded.of(file)));
            } catch (UserError e) {
                System.err.println("changelens: left out: " + e.getMessage());
            }
        }
        if (kpis.isEmpty()) {
            throw new UserError(folder
                    + ": no series; CSV files with timestamp,value or timestamp,numerator,denominator" + " are read");
        }
        return kpis;
    }

    @SuppressWarnings("ClosingStandardOutputStreams") // Progress writes to standard error and does not close it.
    private List<CalibrationResult> measure(List<RecordedKpi> kpis) {
        AtomicLong done = new AtomicLong();
        try (Progress progress = Progress.of("calibrate", " series", 1, kpis.size(), System.err)) {
            return new Calibration(
                            horizons, injected, new Draws(trials, seed, history, leastHistory, breaks, near), panel)
                    .run(kpis, () -> progress.to(done.incrementAndGet()));
        }
    }

    private void write(CalibrationReport report) {
        if ("-".equals(json)) {
            System.out.println(report.json());
        } else if (json != null) {
            write(json, report.json() + "\n");
        }
        if (plot != null) {
            write(plot, new CalibrationPlot(report.results()).svg());
        }
    }

    private static void write(String file, String text) {
        try {
            Files.writeString(Path.of(file), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
