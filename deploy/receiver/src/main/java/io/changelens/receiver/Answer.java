package io.changelens.receiver;

import java.util.Map;
import java.util.TreeMap;

/**
 * An answer to a sender. Refusals have the same bytes for every cause, so that they tell nothing about secrets.
 *
 * @param status HTTP status
 * @param type media type of the body
 * @param body the body; may be empty
 * @param headers further headers
 */
record Answer(int status, String type, String body, Map<String, String> headers) {
    static final String JSON = "application/json";
    static final String TEXT = "text/plain;charset=utf-8";

    private static final int RETRY_AFTER_SECONDS = 10;

    static final Answer ACCEPTED = text(202, "accepted\n");
    static final Answer UNAUTHORIZED = text(401, "not signed with a secret of this receiver\n")
            .with("WWW-Authenticate", "Basic realm=\"changelens\", Bearer");
    static final Answer NOT_FOUND = text(404, "no such address\n");
    static final Answer TIMEOUT = text(408, "the body did not arrive in time\n");
    static final Answer TOO_LARGE = text(413, "the body is larger than 1,000,000 bytes\n");
    static final Answer FORM = text(415, "send JSON (Content-Type: application/json), uncompressed\n");
    static final Answer UNCONFIRMED = text(503, "not stored; send it again\n").with("Retry-After", retryAfter());
    static final Answer BUSY =
            text(503, "too many requests at once; send it again\n").with("Retry-After", retryAfter());

    /** Creates an answer of plain text. */
    static Answer text(int status, String body) {
        return new Answer(status, TEXT, body, Map.of());
    }

    /** Creates an answer of JSON. */
    static Answer json(int status, String body) {
        return new Answer(status, JSON, body, Map.of());
    }

    /** Returns the refusal of a method where others are served. */
    static Answer methods(String allowed) {
        return text(405, "this address takes " + allowed + "\n").with("Allow", allowed);
    }

    /** Returns the same answer with one more header. */
    Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, body, Map.copyOf(more));
    }

    private static String retryAfter() {
        return Integer.toString(RETRY_AFTER_SECONDS);
    }
}
