package io.changelens.local.clickhouse;

import io.changelens.local.UserError;
import io.changelens.local.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Users and passwords of ClickHouse. Each password comes from the environment, otherwise from the file in the data
 * directory, which only its owner can read; a missing one is drawn at random and saved there.
 *
 * @param admin has all rights; for migrations
 * @param writer may insert into and select from our tables; for the jobs
 * @param reader may select from our tables; for queries and dashboards
 */
public record Credentials(Login admin, Login writer, Login reader) {

    private static final String FILE = "credentials";
    private static final int RANDOM_BYTES = 24;

    /**
     * A user and a password. Its string form shows the user only.
     *
     * @param user name of the user
     * @param password plain text
     */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * Credentials of a local ClickHouse.
     *
     * @param dataDir data directory of the stack
     * @param environment environment variables
     * @throws UncheckedIOException if the file cannot be read or written
     */
    public static Credentials ofDataDir(Path dataDir, Map<String, String> environment) {
        Path file = dataDir.resolve(FILE);
        try {
            Map<String, String> kept = read(file);
            int before = kept.size();
            Credentials credentials = new Credentials(
                    login("admin", environment, kept),
                    login("writer", environment, kept),
                    login("reader", environment, kept));
            if (kept.size() > before) {
                write(file, kept);
            }
            return credentials;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep passwords in " + file, e);
        }
    }

    /**
     * Credentials of an external ClickHouse. The user names are admin, writer and reader unless CHANGELENS_ADMIN_USER,
     * CHANGELENS_WRITER_USER or CHANGELENS_READER_USER is set.
     *
     * @param environment environment variables
     * @throws UserError if a password is not in the environment
     */
    public static Credentials ofEnvironment(Map<String, String> environment) {
        return new Credentials(given("admin", environment), given("writer", environment), given("reader", environment));
    }

    /**
     * One user of an external ClickHouse.
     *
     * @param role admin, writer or reader
     * @param environment environment variables
     * @throws UserError if the password is not in the environment
     */
    public static Login ofEnvironment(String role, Map<String, String> environment) {
        return given(role, environment);
    }

    /**
     * The reader of a stack whose ClickHouse is local or external.
     *
     * @param dataDir data directory of the stack
     * @param environment environment variables
     * @throws UserError if neither the environment nor the file has the password
     */
    public static Login reader(Path dataDir, Map<String, String> environment) {
        try {
            String kept = read(dataDir.resolve(FILE)).get("reader");
            String password = environment.getOrDefault(variable("reader", "PASSWORD"), kept);
            if (password != null) {
                return new Login(user("reader", environment), password);
            }
        } catch (IOException e) {
            throw new UserError("cannot read the reader's password in " + dataDir.resolve(FILE) + "; set "
                    + variable("reader", "PASSWORD"));
        }
        return given("reader", environment);
    }

    private static Login login(String role, Map<String, String> environment, Map<String, String> kept) {
        return new Login(
                role,
                Optional.ofNullable(environment.get(variable(role, "PASSWORD")))
                        .filter(password -> !password.isEmpty())
                        .orElseGet(() -> kept.computeIfAbsent(role, r -> random())));
    }

    private static Login given(String role, Map<String, String> environment) {
        String variable = variable(role, "PASSWORD");
        String password = environment.get(variable);
        if (password == null) {
            throw new UserError("set " + variable + " to the password of ClickHouse's user " + user(role, environment));
        }
        return new Login(user(role, environment), password);
    }

    private static String user(String role, Map<String, String> environment) {
        return environment.getOrDefault(variable(role, "USER"), role);
    }

    private static String variable(String role, String what) {
        return "CHANGELENS_" + role.toUpperCase(Locale.ROOT) + "_" + what;
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> kept = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    kept.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
        return kept;
    }

    private static void write(Path file, Map<String, String> kept) throws IOException {
        StringBuilder text = new StringBuilder();
        kept.forEach((role, password) ->
                text.append(role).append('=').append(password).append('\n'));
        PrivateFiles.write(file, text.toString());
    }
}
