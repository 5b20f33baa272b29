package io.changelens.cli;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.demo.Demo;
import io.changelens.demo.DemoResult;
import io.changelens.demo.RealDemo;
import io.changelens.demo.StoryDemo;
import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.files.Directories;
import io.changelens.local.flink.Jobs;
import io.changelens.local.stack.Stack;
import io.changelens.local.stack.StackOptions;
import io.changelens.local.stack.StackOptions.PortWishes;
import io.changelens.local.stack.StackState;
import io.changelens.schemas.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code changelens demo}: starts a stack, plays data with a known truth through it and compares the tables with that
 * truth.
 */
@Command(
        name = "demo",
        description = "Starts the stack, plays two simulated terms of an online school through it, and prints what was"
                + " planted beside what was found.",
        footer = {"", "Exit code: 0 when everything was found, 1 when something was missed or failed."},
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final int SLOTS = 8;
    private static final int PARALLELISM = 2;

    /** Cookbook questions that leadership, improvement teams and engineers would ask first. */
    private static final List<String> QUESTIONS =
            List.of("technical-success-business-failure", "changes-that-helped", "causes-of-incidents", "dora-tiers");

    @Option(names = "--headless", description = "End after printing instead of serving on.")
    private boolean headless;

    @Option(
            names = "--real",
            description =
                    "Play six weeks of real deployments, incidents and clicks instead, and compare the tables with"
                            + " the files.")
    private boolean real;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description =
                    "What is drawn depends on it; the same seed gives the same events (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Play X times as fast as real time, such as 86400 for a day in a second (default: as fast as"
                    + " the machine can).")
    private Double speed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write what was found as JSON; - writes it alone on standard output.")
    private String json;

    @Override
    public Integer call() throws Exception {
        if (speed != null && !(speed > 0 && Double.isFinite(speed))) {
            throw new UserError("--speed " + speed + ": expected a number above 0, such as 86400");
        }
        long start = System.nanoTime();
        // With --json -, standard output carries the JSON only.
        PrintStream out = "-".equals(json) ? System.err : System.out;
        Path dataDir = Directories.defaultData(System.getenv()).resolveSibling("demo");
        Changelens.logTo(dataDir.resolve("logs/stack.log"));
        try (Stack stack = Stack.start(options(dataDir), Jobs.all(), out)) {
            Demo demo = demo(stack, out);
            WhileRunning.of(stack.end()).run(demo::play);
            print(stack, out);
            DemoResult result = demo.result(Duration.ofNanos(System.nanoTime() - start));
            out.print(result.text());
            out.printf(
                    "%s after %.1f s%n",
                    result.ok() ? "All found" : "NOT all found", result.took().toMillis() / 1e3);
            write(result);
            if (!headless) {
                serve(stack, out);
            }
            return result.ok() ? 0 : 1;
        }
    }

    private Demo demo(Stack stack, PrintStream out) {
        return real
                ? new RealDemo(stack.endpoints(), stack.credentials().reader(), out)
                : new StoryDemo(stack.endpoints(), stack.credentials().reader(), out, seed, speed == null ? 0 : speed);
    }

    private static StackOptions options(Path dataDir) {
        return new StackOptions(
                dataDir,
                StackOptions.Begin.EMPTY,
                Optional.of(StackState.file(Directories.state(System.getenv()))),
                PortWishes.usual(),
                Optional.empty(),
                Optional.empty(),
                SLOTS,
                PARALLELISM,
                Topic.all(),
                StackOptions.GIVE_UP_AFTER,
                ProductionEnvironments.DEFAULT);
    }

    private static void print(Stack stack, PrintStream out) throws InterruptedException, IOException {
        ClickHouseHttp clickHouse = new ClickHouseHttp(stack.endpoints().clickHouse());
        for (String name : QUESTIONS) {
            out.printf("%n%s%n%n", Cookbook.questions().get(name));
            String statement = Cookbook.statement(name).orElseThrow();
            Map<String, String> settings = new HashMap<>();
            settings.put("database", Endpoints.DATABASE);
            settings.put("default_format", "JSONCompact");
            Cookbook.defaults(statement).forEach((parameter, value) -> settings.put("param_" + parameter, value));
            out.print(
                    TextTable.ofJsonCompact(clickHouse.query(stack.credentials().reader(), statement, settings)));
        }
        out.printf("%nWas found what is true?%n%n");
    }

    private void write(DemoResult result) {
        if ("-".equals(json)) {
            System.out.println(result.json());
        } else if (json != null) {
            try {
                Files.writeString(Path.of(json), result.json() + "\n", StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UserError("cannot write " + json + ": " + e.getMessage(), e);
            }
        }
    }

    private static void serve(Stack stack, PrintStream out) throws Exception {
        Endpoints at = stack.endpoints();
        out.printf(
                "%nServing on; Ctrl-C stops it.%n  Flink's jobs       %s%n  ClickHouse, to ask %s%n  or                "
                        + " ./changelens query \"SELECT * FROM latest_changes LIMIT 10\"%n",
                at.flink(), at.clickHouse().resolve("/play?user=reader"));
        out.printf("  the reader's password is in %s%n", at.dataDir().resolve("credentials"));
        out.printf("%nThe dashboard:%n%s%n", stack.dashboardLink());
        throw new UserError(stack.end().get() + "; the stack is stopped");
    }
}
