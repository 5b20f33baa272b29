package io.changelens.cli;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.local.files.Directories;
import io.changelens.local.stack.StackState;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code changelens query}: runs SQL as the reader, who cannot change anything. */
@Command(
        name = "query",
        description = "Runs SQL, or a question of the cookbook by its name, on the running ClickHouse.",
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Runnable {

    /** Output formats. */
    public enum Format {
        /** Aligned columns. */
        TABLE("JSONCompact"),
        /** Comma-separated values with a header. */
        CSV("CSVWithNames"),
        /** One JSON object per row. */
        JSON("JSONEachRow");

        private final String clickHouse;

        Format(String clickHouse) {
            this.clickHouse = clickHouse;
        }
    }

    @Parameters(arity = "0..1", paramLabel = "SQL|NAME", description = "A statement, or a name that --list shows.")
    private String question;

    @Option(names = "--list", description = "List the cookbook.")
    private boolean list;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv or json: one object per line (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Value of {NAME:Type} in the statement.")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            converter = ClickHouseAddress.class,
            description = "Ask this ClickHouse, by the URL of its HTTP interface, instead of the running stack's.")
    private URI clickHouse;

    @Override
    public void run() {
        try {
            if (list) {
                Cookbook.questions().forEach((name, text) -> System.out.printf("%-34s %s%n", name, text));
            } else {
                ask(statement());
            }
        } catch (IOException e) {
            throw new UserError("cannot read the cookbook: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        }
    }

    private String statement() throws IOException {
        if (question == null || question.isBlank()) {
            throw new UserError("nothing to ask: give a statement or a name; see changelens query --list");
        }
        if (!question.matches("[\\w-]+")) {
            return question;
        }
        return Cookbook.statement(question)
                .orElseThrow(() ->
                        new UserError("the cookbook has no question " + question + "; see changelens query --list"));
    }

    private void ask(String sql) throws InterruptedException {
        Map<String, String> all = new TreeMap<>();
        all.put("database", Endpoints.DATABASE);
        all.put("default_format", format.clickHouse);
        Cookbook.defaults(sql).forEach((name, value) -> all.put("param_" + name, value));
        parameters.forEach((name, value) -> all.put("param_" + name, value));
        String result = answer(http(), login(), sql.strip().replaceFirst(";$", ""), all);
        System.out.print(format == Format.TABLE ? TextTable.ofJsonCompact(result) : result);
    }

    private String answer(ClickHouseHttp http, Login login, String sql, Map<String, String> all)
            throws InterruptedException {
        try {
            return http.query(login, sql, all);
        } catch (UserError e) {
            if (clickHouse == null && found().isEmpty()) {
                throw new UserError("the stack has gone while it was asked; start it again with changelens up", e);
            }
            throw e;
        }
    }

    private ClickHouseHttp http() {
        return new ClickHouseHttp(clickHouse == null ? running().endpoints().clickHouse() : clickHouse);
    }

    private Login login() {
        return clickHouse == null
                ? Credentials.reader(running().endpoints().dataDir(), System.getenv())
                : Credentials.ofEnvironment("reader", System.getenv());
    }

    private static Optional<StackState> found() {
        return StackState.running(StackState.file(Directories.state(System.getenv())));
    }

    private static StackState running() {
        return found().orElseThrow(() -> new UserError("no stack is running; start one with changelens up"));
    }
}
