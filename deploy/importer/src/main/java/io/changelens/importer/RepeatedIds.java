package io.changelens.importer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds events of one import that have the id of an earlier event of it. Remembers the first half million ids. */
final class RepeatedIds {
    private static final int MOST = 500_000;

    private final Map<Long, First> firsts = new HashMap<>();

    /**
     * The first event with an id.
     *
     * @param content fingerprint of its content
     * @param origin where it was read, see {@link Origins}
     */
    record First(long content, long origin) {}

    /**
     * Remembers an event.
     *
     * @param identity its identity
     * @param origin where it was read, see {@link Origins}
     * @return the earlier event with the same id; empty if there is none, or it was not remembered
     */
    Optional<First> earlier(EventIdentity identity, long origin) {
        First first = firsts.get(identity.id());
        if (first == null && firsts.size() < MOST) {
            firsts.put(identity.id(), new First(identity.content(), origin));
        }
        return Optional.ofNullable(first);
    }
}
