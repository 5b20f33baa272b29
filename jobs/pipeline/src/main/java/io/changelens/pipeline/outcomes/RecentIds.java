package io.changelens.pipeline.outcomes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Recognizes duplicates of the events of a partition as long as their minute may be revised. A duplicate that arrives
 * later is late, and need not be recognized.
 *
 * <p>Memory: a 64-bit fingerprint of the id per event of the open minutes. With a million events in the open minutes of
 * a partition, two different ids collide with a probability of 3e-8. A duplicate is recognized by its id even if its
 * event time differs, as long as that is within the open minutes.
 */
final class RecentIds {

    private final Map<Long, Long> minuteById = new HashMap<>();
    private final Map<Long, Set<Long>> idsByMinute = new HashMap<>();

    /**
     * Remembers an id.
     *
     * @return whether the id is new
     */
    boolean firstSight(long id, long minute) {
        if (minuteById.putIfAbsent(id, minute) != null) {
            return false;
        }
        idsByMinute.computeIfAbsent(minute, m -> new HashSet<>()).add(id);
        return true;
    }

    /** Forgets the events of all minutes before the given one. */
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

    /** Returns the number of events remembered. */
    int size() {
        return minuteById.size();
    }
}
