package io.changelens.receiver;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/**
 * What a request shows before its body to prove that it is a sender's own.
 *
 * @param headers headers of the request
 * @param path secret in the address; empty when the address has none
 */
record Claims(HttpFields headers, Optional<String> path) {}
