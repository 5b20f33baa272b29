package io.changelens.local.clickhouse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Proof that our ClickHouse, not another server, listens on a port, required before a password is sent: only our
 * server's configuration maps this random path to this random response. Another server that is asked learns the path
 * only.
 *
 * @param question path of the request
 * @param answer body of the response
 */
public record ServerIdentity(String question, String answer) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int BYTES = 24;
    private static final int OK = 200;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** Draws a new identity. */
    public static ServerIdentity random() {
        return new ServerIdentity("/changelens-" + draw(), draw());
    }

    private static String draw() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Whether the server with this identity answers within 2 s.
     *
     * @param address address of its HTTP interface
     */
    public boolean isOf(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(question))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == OK && response.body().strip().equals(answer);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Hides both values, so that they are not logged. */
    @Override
    public String toString() {
        return "the identity of a server";
    }
}
