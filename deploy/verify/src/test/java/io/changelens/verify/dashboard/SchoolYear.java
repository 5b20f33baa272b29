package io.changelens.verify.dashboard;

import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.verify.stack.StackFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Generated rows of an online school, as the jobs would write them, from {@code dashboard/year.sql}.
 *
 * @param begin first day
 * @param days how many days
 * @param changes how many changes
 */
public record SchoolYear(LocalDate begin, int days, int changes) {

    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*\\n");

    /** The year that the page's speed is measured on. */
    public static SchoolYear whole() {
        return new SchoolYear(LocalDate.of(2025, 9, 1), 365, 20_000);
    }

    /** Writes all rows as the jobs' user. */
    public void load(StackFixture stack) throws IOException, InterruptedException {
        load(stack, "year.sql");
    }

    /** Writes the rows of a file beside this class's as the jobs' user. */
    public void load(StackFixture stack, String file) throws IOException, InterruptedException {
        Login writer = stack.credentials().writer();
        for (String statement : statements(file)) {
            stack.query(writer, statement);
        }
    }

    private List<String> statements(String file) throws IOException {
        try (InputStream in = SchoolYear.class.getResourceAsStream("/dashboard/" + file)) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{begin}", begin + " 00:00:00")
                    .replace("{days}", Integer.toString(days))
                    .replace("{changes}", Integer.toString(changes));
            return END_OF_STATEMENT
                    .splitAsStream(sql)
                    .filter(statement -> statement.contains("INSERT"))
                    .toList();
        }
    }
}
