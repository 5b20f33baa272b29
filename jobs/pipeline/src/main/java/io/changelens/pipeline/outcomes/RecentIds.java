package io.changelens.pipeline.outcomes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Remembers which events of a partition have been counted, as long as their minute can still be revised. Afterwards a
 * copy is late and needs no memory to be told.
 *
 * <p>Holds a 64-bit fingerprint per event of the minutes still open: with a million events in a partition's open
 * minutes, two different ids share one with a probability of 3e-8. A copy is known by its id wherever its own time lies
 * within the open minutes.
 */
final class RecentIds {

    private final Map<Long, Long> minuteById = new HashMap<>();
    private final Map<Long, Set<Long>> idsByMinute = new HashMap<>();

    /** Whether the id has not been seen before; remembers it. */
    boolean firstSight(long id, long minute) {
        if (minuteById.putIfAbsent(id, minute) != null) {
            return false;
        }
        idsByMinute.computeIfAbsent(minute, m -> new HashSet<>()).add(id);
        return true;
    }

    /** Forgets the events of minutes before this one. */
    void forgetBefore(long minute) {
        idsByMinute.entrySet().removeIf(entry -> {
            boolean over = entry.getKey() < minute;
            if (over) {
                entry.getValue().forEach(minuteById::remove);
            }
            return over;
        });
    }

    /** Calls back with every id and its minute. */
    void forEach(BiConsumer<Long, Long> idAndMinute) {
        minuteById.forEach(idAndMinute);
    }

    /** Number of events remembered. */
    int size() {
        return minuteById.size();
    }
}
