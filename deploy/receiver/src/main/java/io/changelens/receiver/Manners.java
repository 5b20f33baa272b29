package io.changelens.receiver;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;

/** How an address answers, as its senders expect it. */
interface Manners {
    /**
     * What to do with a request.
     *
     * @param answer the answer once the document is stored, or the refusal
     * @param document the document to store; empty when the request is refused
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Verdict(Answer answer, Optional<byte[]> document) {
        static Verdict refused(Answer answer) {
            return new Verdict(answer, Optional.empty());
        }

        static Verdict stored(byte[] document, Answer answer) {
            return new Verdict(answer, Optional.of(document));
        }
    }

    /** The methods that the address takes. */
    Set<String> methods();

    /** Judges a request whose sender is known. */
    Verdict judge(Received request);

    /** Adds the headers that every answer of the address has. */
    default Answer dressed(Answer answer, HttpFields headers) {
        return answer;
    }

    /** Returns the methods as one text. */
    default String allowed() {
        return String.join(", ", new TreeSet<>(methods()));
    }

    /** Whether a body is compressed, which no address takes. */
    static boolean isCompressed(HttpFields headers) {
        String encoding = headers.get("Content-Encoding");
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    /** Returns the media type of a body without parameters, in lower case; empty when there is none. */
    static String mediaType(HttpFields headers) {
        String type = headers.get("Content-Type");
        if (type == null) {
            return "";
        }
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
