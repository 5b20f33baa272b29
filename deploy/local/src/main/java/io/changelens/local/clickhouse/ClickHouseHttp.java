package io.changelens.local.clickhouse;

import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials.Login;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs statements through ClickHouse's HTTP interface. Passwords are sent in headers, values as query parameters.
 *
 * @param address for example http://127.0.0.1:8123
 */
public record ClickHouseHttp(URI address) {

    /** Request timeout: longer than the longest statement that the reader may run. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(150);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Whether a ClickHouse server answers within 2 s. */
    public boolean answers() {
        HttpRequest ping = HttpRequest.newBuilder(address.resolve("/ping"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return CLIENT.send(ping, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .startsWith("Ok");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Runs a statement without parameters.
     *
     * @param login user and password
     * @param sql one statement
     * @return its output, tab-separated unless the statement names a format
     * @throws UserError with ClickHouse's message if it refuses
     */
    public String query(Login login, String sql) throws InterruptedException {
        return query(login, sql, Map.of());
    }

    /**
     * Runs a statement.
     *
     * @param sql one statement; values appear as {@code {name:Type}}
     * @param parameters settings, such as default_format, and values under the key param_name
     * @param login user and password
     * @return its output
     * @throws UserError with ClickHouse's message in one line if it refuses or cannot be reached
     */
    public String query(Login login, String sql, Map<String, String> parameters) throws InterruptedException {
        Map<String, String> all = new TreeMap<>(parameters);
        // Otherwise an error in the middle of a result arrives as text inside it, with status 200.
        all.put("wait_end_of_query", "1");
        StringBuilder path = new StringBuilder("/?");
        all.forEach((key, value) ->
                path.append(encode(key)).append('=').append(encode(value)).append('&'));
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path.toString()))
                .header("X-ClickHouse-User", login.user())
                .header("X-ClickHouse-Key", login.password())
                .timeout(LONGEST_STATEMENT)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new UserError(oneLine(response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UserError("no ClickHouse answers at " + address + ": " + e.getMessage(), e);
        }
    }

    /** A ClickHouse error message in one line, without version and stack trace. */
    public static String oneLine(String message) {
        String text = message.replaceAll("(?s)\\s*\\(version [^)]*(\\([^)]*\\))?\\).*", "")
                .replaceAll("\\s+", " ")
                .replaceFirst(" Expected one of: .* (\\([A-Z_]+\\))$", " $1") // Lists every token of the grammar.
                .replaceFirst("^Code: (\\d+)\\. DB::\\w*Exception: ", "ClickHouse error $1: ")
                .strip();
        return text.isEmpty() ? "ClickHouse refused without saying why" : text;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
