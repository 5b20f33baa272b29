package io.changelens.importer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts rows by reason and keeps the places of the first rows of each reason. */
public final class ReasonCounts {
    private static final int PLACES = 5;
    private static final int REASONS = 100;
    private static final String FURTHER = "further reasons";

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Place> lastPlaces = new HashMap<>();

    /**
     * Rows with the same reason.
     *
     * @param rows number of rows
     * @param firstPlaces places of the first rows, at most 5
     * @param example offending value in the first row; may be empty
     * @param reason the reason
     */
    public record Entry(String reason, long rows, List<Place> firstPlaces, String example) {}

    /**
     * A line of a file.
     *
     * @param file name of the file
     * @param line line number, from 1
     */
    public record Place(String file, long line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /**
     * Counts one row. Beyond 100 reasons, further reasons are counted together.
     *
     * @param reason the reason
     * @param detail offending value; may be empty
     * @param place where the row is
     */
    public void count(String reason, String detail, Place place) {
        String key = key(reason);
        Entry before = entries.getOrDefault(key, new Entry(key, 0, List.of(), detail));
        List<Place> places = before.firstPlaces();
        if (places.size() < PLACES) {
            places = new ArrayList<>(places);
            places.add(place);
        }
        entries.put(key, new Entry(key, before.rows() + 1, places, before.example()));
    }

    /**
     * Counts one row, once for each reason, however many events of it have the reason. The events of a row must be
     * counted one after the other.
     *
     * @param reason the reason
     * @param place where the row is
     */
    public void countRow(String reason, Place place) {
        String key = key(reason);
        if (!place.equals(lastPlaces.put(key, place))) {
            count(key, "", place);
        }
    }

    private String key(String reason) {
        return entries.size() < REASONS || entries.containsKey(reason) ? reason : FURTHER;
    }

    /** All reasons, most frequent first. */
    public List<Entry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::rows).reversed())
                .toList();
    }

    /** Number of rows, over all reasons. */
    public long rows() {
        return entries.values().stream().mapToLong(Entry::rows).sum();
    }
}
