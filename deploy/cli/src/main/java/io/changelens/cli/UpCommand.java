package io.changelens.cli;

import io.changelens.local.UserError;
import io.changelens.local.files.Directories;
import io.changelens.local.flink.JobDefinition;
import io.changelens.local.flink.Jobs;
import io.changelens.local.process.Ports.Wish;
import io.changelens.local.stack.Stack;
import io.changelens.local.stack.StackOptions;
import io.changelens.local.stack.StackOptions.Begin;
import io.changelens.local.stack.StackOptions.PortWishes;
import io.changelens.local.stack.StackState;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.pipeline.config.RegistryProperties;
import io.changelens.schemas.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code changelens up}: runs a stack until it is interrupted. */
@Command(
        name = "up",
        description = "Starts Kafka, ClickHouse and the jobs for your own events, and runs until Ctrl-C.",
        footer = {
            "",
            "Passwords of ClickHouse's users come from CHANGELENS_ADMIN_PASSWORD, CHANGELENS_WRITER_PASSWORD and"
                    + " CHANGELENS_READER_PASSWORD; where one is not set, a random one is kept in DIR/credentials."
        },
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", description = "Where to keep the data (default: in your home).")
    private Path data;

    @Option(names = "--fresh", description = "Empty the data directory first.")
    private boolean fresh;

    @Option(
            names = "--recompute",
            description = "Compute outcomes again that a later revision of the catalog would compute differently.")
    private boolean recompute;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Port of Kafka (default: 9092, or a free one).")
    private Integer kafkaPort;

    @Option(
            names = "--clickhouse-port",
            paramLabel = "PORT",
            description = "Port of ClickHouse's HTTP interface (default: 8123, or a free one).")
    private Integer clickHousePort;

    @Option(
            names = "--clickhouse-native-port",
            paramLabel = "PORT",
            description = "Port of ClickHouse's native protocol (default: 9000, or a free one).")
    private Integer clickHouseNativePort;

    @Option(
            names = "--flink-port",
            paramLabel = "PORT",
            description = "Port of Flink's web page (default: 8081, or a free one).")
    private Integer flinkPort;

    @Option(
            names = "--dashboard-port",
            paramLabel = "PORT",
            description = "Port of the dashboard (default: 8080, or a free one).")
    private Integer dashboardPort;

    @Option(names = "--slots", defaultValue = "8", description = "Flink's task slots (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--parallelism",
            defaultValue = "2",
            description = "Parallelism of each job (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            converter = ClickHouseAddress.class,
            description = "Use this ClickHouse, by the URL of its HTTP interface, instead of starting one.")
    private URI clickHouse;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "An option of the jobs, such as --set \"delivery.production=production;prod-*\"; may be repeated"
                            + " (docs/configuration.md).")
    private Map<String, String> jobOptions = new LinkedHashMap<>();

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description =
                    "Schema registry with the schemas of records in its framing; how to log in there is in the file"
                            + " of --kafka-properties (docs/events.md).")
    private String schemaRegistry;

    @Option(
            names = "--intake",
            description = "Also run the job that maps documents of tools on the topic intake to events; an option"
                    + " --set intake.… implies it (docs/sources/README.md).")
    private boolean intake;

    @Option(
            names = "--give-up-after",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "End when a job has not run for that long (default: ${DEFAULT-VALUE}); while Kafka or"
                    + " ClickHouse is away, that does not count.")
    private int giveUpAfter;

    @Override
    public Integer call() throws Exception {
        check();
        Path dataDir = data == null ? Directories.defaultData(System.getenv()) : data;
        Changelens.logTo(dataDir.toAbsolutePath().resolve("logs/stack.log"));
        long start = System.nanoTime();
        Stack started = Stack.start(options(dataDir), jobs(), System.out);
        try (Stack stack = started) {
            System.out.printf(
                    "ready after %.1f s; data and logs in %s; Ctrl-C stops it%n",
                    (System.nanoTime() - start) / 1e9, stack.endpoints().dataDir());
            throw new UserError(stack.end().get() + "; the stack is stopped");
        }
    }

    private List<JobDefinition> jobs() {
        Map<String, String> options = jobsOptions();
        List<JobDefinition> jobs = new ArrayList<>(Jobs.all(options));
        if (intake || Jobs.haveIntake(options)) {
            jobs.add(Jobs.intake(options));
        }
        return jobs;
    }

    private void check() {
        Jobs.check(jobOptions);
        jobsOptions();
        if (fresh && recompute) {
            throw new UserError("--fresh leaves nothing to --recompute: give one of them");
        }
        if (giveUpAfter < 1) {
            throw new UserError("--give-up-after " + giveUpAfter + ": expected at least 1 second");
        }
        if (parallelism < 1 || slots < parallelism) {
            throw new UserError(
                    "--slots and --parallelism must be at least 1, and the slots no fewer than the parallelism");
        }
    }

    /** Of the stack's own Kafka too, a registry may know the schemas. */
    private Map<String, String> jobsOptions() {
        Map<String, String> options = new LinkedHashMap<>(jobOptions);
        Map<String, String> registry = new LinkedHashMap<>(kafka.registry());
        if (schemaRegistry != null) {
            registry.put(RegistryProperties.URL, schemaRegistry);
        }
        try {
            new KafkaSettings("", registry, "", "", "");
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
        registry.forEach((key, value) -> options.put(PipelineOptions.KAFKA_PROPERTIES.key() + "." + key, value));
        return options;
    }

    private StackOptions options(Path dataDir) {
        return new StackOptions(
                dataDir,
                fresh ? Begin.EMPTY : recompute ? Begin.RECOMPUTE : Begin.CONTINUE,
                Optional.of(StackState.file(Directories.state(System.getenv()))),
                new PortWishes(
                        wish(kafkaPort, 9092, "--kafka-port"),
                        wish(clickHousePort, 8123, "--clickhouse-port"),
                        wish(clickHouseNativePort, 9000, "--clickhouse-native-port"),
                        wish(flinkPort, 8081, "--flink-port"),
                        wish(dashboardPort, 8080, "--dashboard-port")),
                kafka.over(Optional::empty),
                Optional.ofNullable(clickHouse),
                slots,
                parallelism,
                Topic.all(),
                Duration.ofSeconds(giveUpAfter),
                Jobs.production(jobOptions));
    }

    private static Wish wish(Integer chosen, int usual, String option) {
        return chosen == null ? Wish.prefer(usual) : Wish.exactly(chosen, option);
    }
}
