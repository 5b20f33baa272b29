package io.changelens.local.cli;

import io.changelens.local.demo.DemoResult;
import io.changelens.local.demo.RealDemo;
import io.changelens.local.stack.ClickHouseHttp;
import io.changelens.local.stack.Directories;
import io.changelens.local.stack.Endpoints;
import io.changelens.local.stack.Stack;
import io.changelens.local.stack.StackOptions;
import io.changelens.local.stack.StackOptions.PortWishes;
import io.changelens.local.stack.StackState;
import io.changelens.local.stack.Topic;
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

/** Shows the pipeline at work on real data. */
@Command(
        name = "demo",
        description = "Starts the stack, plays six weeks of real data through it, and prints what the tables say.",
        footer = {"", "Exit code: 0 when the tables agree with the files, 1 when they differ or something failed."},
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int SLOTS = 8;
    private static final int PARALLELISM = 2;

    /** What leadership, improvement teams and engineers would ask first. */
    private static final List<String> QUESTIONS =
            List.of("changes-by-state", "most-changed-services", "incidents-by-severity", "kpis-by-cohort");

    @Option(names = "--headless", description = "End after printing instead of serving on.")
    private boolean headless;

    @SuppressWarnings("UnusedVariable") // Accepted, so that a script need not change when there is more to play.
    @Option(names = "--real", description = "Play the extract of real data; at present there is nothing else to play.")
    private boolean real;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write what was found as JSON; - writes it alone on standard output.")
    private String json;

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        // Standard output is for the JSON alone where that was asked for.
        PrintStream out = "-".equals(json) ? System.err : System.out;
        Path dataDir = Directories.defaultData(System.getenv()).resolveSibling("demo");
        Changelens.logTo(dataDir.resolve("logs/stack.log"));
        try (Stack stack = Stack.start(options(dataDir), Jobs.all(), out)) {
            RealDemo demo = new RealDemo(stack.endpoints(), stack.credentials().reader(), out);
            demo.play();
            print(stack, out);
            DemoResult result = demo.result(Duration.ofNanos(System.nanoTime() - start));
            out.print(result.text());
            out.printf(
                    "%s after %.1f s%n",
                    result.ok() ? "All agree" : "NOT all agree", result.took().toMillis() / 1e3);
            write(result);
            if (!headless) {
                serve(stack, out);
            }
            return result.ok() ? 0 : 1;
        }
    }

    private static StackOptions options(Path dataDir) {
        return new StackOptions(
                dataDir,
                true,
                Optional.of(StackState.file(Directories.state(System.getenv()))),
                PortWishes.usual(),
                Optional.empty(),
                Optional.empty(),
                SLOTS,
                PARALLELISM,
                Topic.all());
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
        out.printf("%nDo the tables agree with the files?%n%n");
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
        out.printf("  the dashboard is at %s%n", at.dashboard());
        throw new UserError(stack.end().get() + "; the stack is stopped");
    }
}
