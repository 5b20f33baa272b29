package io.changelens.cli;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.importer.Audit;
import io.changelens.importer.CaughtUp;
import io.changelens.importer.EventProducer;
import io.changelens.importer.ImportReport;
import io.changelens.importer.ImportReportPrinter;
import io.changelens.importer.ImportRun;
import io.changelens.importer.IntakeAccount;
import io.changelens.importer.JobsAccountReader;
import io.changelens.importer.KnownServices;
import io.changelens.importer.KnownStack;
import io.changelens.importer.StackLife;
import io.changelens.local.UserError;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingFiles;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.schemas.RecordKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code changelens import}: reads files of events, calendars or catalogs into Kafka. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Reads files into Kafka: CSV, TSV, JSON lines or YAML, plain or gzipped.",
        footer = {
            "",
            "Without --mapping, columns are the contract's field names, times are ISO 8601 or milliseconds since 1970.",
            "Rows that cannot be read are counted by reason and left out; a broken file sends nothing.",
            "Exit code: 0, also with some rejected rows, and when events were imported before; 1 when every row was"
                    + " rejected or sending failed; 2 on wrong use; 3 when events were sent and some do not count: late,"
                    + " rejected by the jobs, with the id of another event, or held back because of their time."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    private final RunningStack stack;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            converter = Kinds.Converter.class,
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private RecordKind<?> kind;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files to read, in this order.")
    private List<Path> files;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Mapping of foreign columns: a YAML file, or the name of a shipped one.")
    private String mapping;

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
        Optional<Mapping> mapped = Optional.ofNullable(mapping).map(name -> MappingFiles.read(name, kind));
        List<InputFile> inputs = new ArrayList<>();
        for (Path file : files) {
            inputs.add(InputFile.of(file, mapped.flatMap(Mapping::format)));
        }
        Optional<KafkaSettings> broker = dryRun ? Optional.empty() : Optional.of(broker());
        broker.ifPresent(to -> EventProducer.check(to, kind.topic()));
        Optional<String> sentTo = broker.map(KafkaSettings::bootstrap);
        boolean ours = sentTo.isPresent() && running().equals(sentTo);
        // The options of jobs that read another Kafka are not known.
        KnownStack known = new KnownStack(
                broker.or(stack::kafka).flatMap(KnownServices::read),
                dryRun || ours ? stack.production() : ProductionEnvironments.DEFAULT);
        try (ImportRun run = new ImportRun(kind, inputs, mapped, broker, known, allowOutliers, err);
                StackLife life = StackLife.watch(() -> !ours || running().equals(sentTo))) {
            try {
                sendAndWait(run, broker, ours);
            } catch (InterruptedException | RuntimeException e) {
                if (life.gone()) {
                    throw gone(run.account(), e);
                }
                throw e;
            }
            return run.account().exitCode();
        } catch (IOException e) {
            throw new UserError("temporary files: " + e.getMessage(), e);
        }
    }

    /** The bootstrap servers of the running stack. */
    private Optional<String> running() {
        return stack.kafka().map(KafkaSettings::bootstrap);
    }

    private void sendAndWait(ImportRun run, Optional<KafkaSettings> broker, boolean ours) throws InterruptedException {
        Optional<Audit> audit = ours && !noWait ? stack.audit() : Optional.empty();
        IntakeAccount before = audit.isPresent() ? audit.get().of(kind.topic()) : IntakeAccount.NONE;
        ImportReport account = run.run();
        PrintStream lines = "-".equals(json) ? err : out;
        lines.print(ImportReportPrinter.text(account));
        if (broker.isPresent() && !noWait && account.sent() > 0) {
            CaughtUp caughtUp = stack.caughtUp(broker.get(), audit);
            boolean read = caughtUp.await(Set.of(kind.topic()), LONGEST_WAIT);
            if (read && audit.isPresent()) {
                judge(run, new JobsAccountReader(kind, broker.get(), audit.get(), run.origins()), audit.get(), before);
                findOutdated(account, audit.get());
                lines.print(ImportReportPrinter.ofJobs(account));
            }
        }
        writeJson(account);
    }

    /**
     * Adds the jobs' account of the events that were sent. They were sent, and count, even if ClickHouse cannot be
     * queried.
     */
    private void judge(ImportRun run, JobsAccountReader reader, Audit audit, IntakeAccount before)
            throws InterruptedException {
        ImportReport account = run.account();
        try {
            IntakeAccount since = audit.since(before, kind.topic(), account.sent());
            account.judged(reader.read(since, run.sent().orElseThrow()));
        } catch (UserError | KafkaException e) {
            err.println("cannot see what the jobs counted: " + e.getMessage());
        }
    }

    /** Looks for what the jobs computed without the imported records and do not revise by themselves. */
    private void findOutdated(ImportReport account, Audit audit) throws InterruptedException {
        try {
            if (kind == RecordKind.VALUE_STREAMS) {
                account.outdated(audit.outdated());
            } else if (kind != RecordKind.LEARNING_ACTIVITY) {
                account.comparedWith(
                        audit.outcomesUntil().map(until -> until.minus(PipelineOptions.REVISABLE.defaultValue())));
            }
        } catch (UserError e) {
            err.println("cannot see what the jobs computed without these records: " + e.getMessage());
        }
    }

    private static UserError gone(ImportReport account, Exception e) {
        boolean all = !account.took().isZero();
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

    private void writeJson(ImportReport account) {
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

    /** Names of the kinds of records, for help and completion. */
    public static final class Kinds implements Iterable<String> {
        private static List<String> names() {
            return RecordKind.inputs().stream().map(RecordKind::topic).toList();
        }

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }

        /** Parses the name of a kind. */
        static final class Converter implements ITypeConverter<RecordKind<?>> {
            @Override
            public RecordKind<?> convert(String name) {
                return RecordKind.inputs().stream()
                        .filter(kind -> kind.topic().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new TypeConversionException(
                                "\"" + name + "\" is none of " + String.join(", ", names())));
            }
        }
    }
}
