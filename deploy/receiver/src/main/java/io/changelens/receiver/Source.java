package io.changelens.receiver;

import io.changelens.mapping.DocumentMapper;
import io.changelens.mapping.rule.SignatureRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A preset that is served.
 *
 * @param preset its name
 * @param signatures checks its senders
 * @param secretHeaders names of the headers in which its tool signs, in lower case
 * @param atEdge maps its documents to events before they are stored; empty when the documents themselves are stored
 */
record Source(String preset, Signatures signatures, Set<String> secretHeaders, Optional<DocumentMapper> atEdge) {

    /** Returns the names of the headers of which rules speak, in lower case. */
    static Set<String> headers(List<SignatureRule> rules) {
        Set<String> names = new TreeSet<>();
        rules.forEach(rule -> names.add(rule.header().toLowerCase(Locale.ROOT)));
        return names;
    }
}
