package io.changelens.receiver;

import java.time.Instant;
import org.eclipse.jetty.http.HttpFields;

/**
 * A request whose sender is known.
 *
 * @param method its method
 * @param query the query of its address, as it was sent; empty when it has none
 * @param headers its headers
 * @param body its body
 * @param at when it arrived
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each body would serve nobody.
record Received(String method, String query, HttpFields headers, byte[] body, Instant at) {}
