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
 * By what our ClickHouse is known from somebody else's on the same port, before a password is sent: it answers a random
 * question with a random answer that only its configuration has. Somebody else who is asked learns the question alone.
 *
 * @param question path of the request
 * @param answer the whole response
 */
public record ServerIdentity(String question, String answer) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int BYTES = 24;
    private static final int OK = 200;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public static ServerIdentity random() {
        return new ServerIdentity("/changelens-" + draw(), draw());
    }

    private static String draw() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Whether the server with this identity answers.
     *
     * @param address of its HTTP interface
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

    /** Nobody needs to read it in a log. */
    @Override
    public String toString() {
        return "the identity of a server";
    }
}
