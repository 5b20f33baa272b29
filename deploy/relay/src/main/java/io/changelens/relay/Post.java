package io.changelens.relay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts JSON, and repeats it with growing pauses for as long as the other side does not answer or asks to wait. */
final class Post {

    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int MULTIPLE = 300;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI to;
    private final Duration firstPause;

    Post(URI to, Duration firstPause) {
        this.to = to;
        this.firstPause = firstPause;
    }

    /**
     * Sends a body until it is taken, or refused for good: a status other than 2xx, 408, 429 and 5xx is logged and not
     * repeated, because it would be refused again.
     *
     * @return whether it was taken
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean send(byte[] body, Map<String, String> headers) throws InterruptedException {
        Duration pause = firstPause;
        while (true) {
            int status = attempt(body, headers);
            if (status >= OK && status < MULTIPLE) {
                return true;
            }
            if (status > 0 && status < SERVER && status != TIMED_OUT && status != TOO_MANY) {
                LOG.error("{} refuses an alert with status {}; it is not sent again", to.getHost(), status);
                return false;
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(MOST) < 0 ? pause.multipliedBy(2) : MOST;
        }
    }

    /** Sends a body once; returns whether it was taken. */
    boolean sendOnce(byte[] body, Map<String, String> headers) throws InterruptedException {
        int status = attempt(body, headers);
        return status >= OK && status < MULTIPLE;
    }

    /** Returns the status; 0 if there was no answer. */
    private int attempt(byte[] body, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status >= SERVER || status == TOO_MANY) {
                LOG.warn("{} answers {}; the alert is sent again", to.getHost(), status);
            }
            return status;
        } catch (IOException e) {
            // Neither the path nor the query is logged: webhooks have secrets in them.
            LOG.warn("{} does not answer: {}; the alert is sent again", to.getHost(), e.toString());
            return 0;
        }
    }
}
