package io.changelens.cli;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.importer.Audit;
import io.changelens.importer.EventProducer;
import io.changelens.importer.ImportReportPrinter;
import io.changelens.importer.ImportReports;
import io.changelens.importer.ImportRun;
import io.changelens.importer.KnownServices;
import io.changelens.importer.KnownStack;
import io.changelens.importer.ShownEvents;
import io.changelens.importer.StackLife;
import io.changelens.local.UserError;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.RecordKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code changelens import}: reads files of events, calendars or catalogs into Kafka. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Reads files into Kafka: CSV, TSV, JSON or YAML, plain or gzipped.",
        footer = {
            "",
            "Without --mapping or --preset, columns are the contract's field names, times are ISO 8601 or milliseconds since 1970.",
            "Rows that cannot be read are counted by reason and left out; a broken file sends nothing.",
            "Exit code: 0, also with some rejected rows, and when events were imported before; 1 when every row was"
                    + " rejected or sending failed; 2 on wrong use; 3 when events were sent and some do not count: late,"
                    + " rejected by the jobs, with the id of another event, or held back because of their time."
        })
public final class ImportCommand implements Callable<Integer> {
    private final RunningStack stack;
    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ImportInput input = new ImportInput();

    @Option(
            names = "--show",
            paramLabel = "N",
            description = "Print the first N events that the files become, and send nothing.")
    private Integer show;

    @Option(names = "--dry-run", description = "Read and check everything, send nothing.")
    private boolean dryRun;

    @Option(names = "--no-wait", description = "Do not wait until the jobs have read what was sent.")
    private boolean noWait;

    @Option(
            names = "--allow-outliers",
            description = "Also send the last few events of learning activity when their times are far after all"
                    + " others.")
    private boolean allowOutliers;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the account as JSON; - writes it alone on standard output.")
    private String json;

    /** The command for the stack that runs on this machine. */
    public ImportCommand() {
        this(RunningStack.here(System.err), System.out, System.err);
    }

    /**
     * The command with other dependencies, for tests.
     *
     * @param stack the running stack
     * @param out standard output
     * @param err standard error
     */
    public ImportCommand(RunningStack stack, PrintStream out, PrintStream err) {
        this.stack = stack;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        ImportInput.Chosen chosen = input.choose(spec.commandLine());
        if (show != null) {
            return new ShownEvents(chosen.kind(), chosen.mapping(), show, out).show(chosen.files());
        }
        Optional<KafkaSettings> broker = dryRun ? Optional.empty() : Optional.of(broker());
        broker.ifPresent(to -> chosen.kinds().forEach(kind -> EventProducer.check(to, kind.topic())));
        Optional<String> sentTo = broker.map(KafkaSettings::bootstrap);
        boolean ours = sentTo.isPresent() && running().equals(sentTo);
        // The options of jobs that read another Kafka are not known.
        KnownStack known = new KnownStack(
                broker.or(stack::kafka).flatMap(KnownServices::read),
                dryRun || ours ? stack.production() : ProductionEnvironments.DEFAULT);
        try (ImportRun run = new ImportRun(
                        chosen.kinds(), chosen.files(), chosen.mapping(), broker, known, allowOutliers, err);
                StackLife life = StackLife.watch(() -> !ours || running().equals(sentTo))) {
            try {
                sendAndWait(run, chosen.kinds(), broker, ours);
            } catch (InterruptedException | RuntimeException e) {
                if (life.gone()) {
                    throw gone(run.reports(), e);
                }
                throw e;
            }
            return run.reports().exitCode();
        } catch (IOException e) {
            throw new UserError("temporary files: " + e.getMessage(), e);
        }
    }

    /** The bootstrap servers of the running stack. */
    private Optional<String> running() {
        return stack.kafka().map(KafkaSettings::bootstrap);
    }

    private void sendAndWait(ImportRun run, Set<RecordKind<?>> kinds, Optional<KafkaSettings> broker, boolean ours)
            throws InterruptedException {
        Optional<Audit> audit = ours && !noWait ? stack.audit() : Optional.empty();
        Optional<AfterImport> after = broker.isPresent() && !noWait
                ? Optional.of(new AfterImport(kinds, broker.get(), audit, err))
                : Optional.empty();
        ImportReports reports = run.run();
        PrintStream lines = "-".equals(json) ? err : out;
        lines.print(ImportReportPrinter.text(reports));
        if (after.isPresent() && reports.sent() > 0) {
            after.get().await(run, stack.caughtUp(broker.get(), audit), lines);
        }
        writeJson(reports);
    }

    private static UserError gone(ImportReports account, Exception e) {
        boolean all = !account.rows().took().isZero();
        return new UserError(
                String.format(
                        Locale.ROOT,
                        "the stack has gone; %s%,d events had been sent; %s",
                        all ? "all " : "",
                        account.sent(),
                        all
                                ? "the jobs read them when it is started again"
                                : "start it again and import again (events that arrived count once)"),
                e);
    }

    private KafkaSettings broker() {
        return kafka.over(stack::awaitKafka)
                .orElseThrow(() -> new UserError("no running stack found; start one with `changelens up`, or name a"
                        + " broker with --kafka HOST:PORT"));
    }

    private void writeJson(ImportReports account) {
        if ("-".equals(json)) {
            out.println(ImportReportPrinter.json(account));
        } else if (json != null) {
            try {
                Files.writeString(Path.of(json), ImportReportPrinter.json(account) + "\n", StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UserError("cannot write " + json + ": " + e.getMessage());
            }
        }
    }
}
