package io.changelens.importer;

import io.changelens.importer.ReasonCounts.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A number of events, and the first of them in the order of the files.
 *
 * @param events number of events
 * @param first at most three
 */
public record Examples(long events, List<Example> first) {
    private static final int FEW = 3;

    /**
     * One event.
     *
     * @param value what the event is known by
     * @param place the row that it was made of
     */
    public record Example(String value, Place place) {
        @Override
        public String toString() {
            return value + " (" + place + ")";
        }
    }

    /** Counts events in any order. */
    static final class Counter {
        private final Origins origins;
        private final List<Found> first = new ArrayList<>();
        private long events;

        private record Found(long origin, String value) {}

        Counter(Origins origins) {
            this.origins = origins;
        }

        /** Counts an event, by its value and its {@linkplain Origins origin}. */
        void add(String value, long origin) {
            events++;
            if (first.size() < FEW || origin < first.get(FEW - 1).origin()) {
                first.add(new Found(origin, value));
                first.sort(Comparator.comparingLong(Found::origin));
                if (first.size() > FEW) {
                    first.remove(FEW);
                }
            }
        }

        long events() {
            return events;
        }

        Examples examples() {
            return new Examples(
                    events,
                    first.stream()
                            .map(found -> new Example(found.value(), origins.place(found.origin())))
                            .toList());
        }
    }
}
