package io.changelens.importer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts rows by reason, and remembers where the first of each were. */
public final class ReasonCounts {
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
    public record Entry(String reason, long rows, List<Place> firstPlaces, String example) {}

    /** A line of a file, from 1. */
    public record Place(String file, long line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Counts one row. */
    public void count(String reason, String detail, Place place) {
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
    public List<Entry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::rows).reversed())
                .toList();
    }

    /** Rows of all reasons. */
    public long rows() {
        return entries.values().stream().mapToLong(Entry::rows).sum();
    }
}
