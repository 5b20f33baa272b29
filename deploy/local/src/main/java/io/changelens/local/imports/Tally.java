package io.changelens.local.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts rows by reason, and remembers where the first of each were. */
final class Tally {
    private static final int PLACES = 5;
    private static final int REASONS = 100;
    private static final String FURTHER = "further reasons";

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * Rows that share a reason.
     *
     * @param rows how many
     * @param firstPlaces where the first of them are
     * @param example what was found in the first; may be empty
     */
    record Entry(String reason, long rows, List<Place> firstPlaces, String example) {}

    /** A line of a file, from 1. */
    record Place(String file, long line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Counts one row. */
    void count(String reason, String detail, Place place) {
        String key = entries.size() < REASONS || entries.containsKey(reason) ? reason : FURTHER;
        Entry before = entries.getOrDefault(key, new Entry(key, 0, List.of(), detail));
        List<Place> places = before.firstPlaces();
        if (places.size() < PLACES) {
            places = new ArrayList<>(places);
            places.add(place);
        }
        entries.put(key, new Entry(key, before.rows() + 1, places, before.example()));
    }

    /** All reasons, the most frequent first. */
    List<Entry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::rows).reversed())
                .toList();
    }

    /** Rows of all reasons. */
    long rows() {
        return entries.values().stream().mapToLong(Entry::rows).sum();
    }
}
