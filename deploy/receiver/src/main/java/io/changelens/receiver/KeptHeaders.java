package io.changelens.receiver;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Chooses the headers of a request that are kept with its document: {@code content-type}, {@code x-…} and {@code ce-…},
 * without those that have a signature, a secret, a session or an address of a person in them.
 */
final class KeptHeaders {
    private static final Pattern KEPT = Pattern.compile("content-type|x-.+|ce-.+");
    private static final Pattern SECRET = Pattern.compile(
            "signature|hmac|token|secret|auth|cookie|(api|access|private)-?key|pass|credential|session|jwt|assertion|csrf|xsrf|oidc"
                    + "|cert|forwarded|real-ip|client-ip|connecting-ip|user|email");

    private KeptHeaders() {}

    /**
     * Returns the headers to keep, by their names in lower case.
     *
     * @param headers the headers of the request
     * @param secret names of headers in which the tool signs, in lower case
     */
    static Map<String, String> of(HttpFields headers, Set<String> secret) {
        Map<String, String> kept = new TreeMap<>();
        for (HttpField field : headers) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (KEPT.matcher(name).matches() && !SECRET.matcher(name).find() && !secret.contains(name)) {
                kept.putIfAbsent(name, field.getValue() == null ? "" : field.getValue());
            }
        }
        return kept;
    }
}
