package io.changelens.receiver;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts of the receiver, in the text format of Prometheus. Instances may be used by several threads at once. */
final class ReceiverMetrics {
    private static final String REQUESTS = "changelens_receive_requests_total";
    private static final String EVENTS = "changelens_receive_events_total";
    private static final String HELD = "changelens_receive_held_bytes";
    private static final int POWER = 10;

    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> events = new ConcurrentSkipListMap<>();
    private final LongAdder unconfirmed = new LongAdder();

    /**
     * Counts an answer.
     *
     * @param preset a preset that is served; empty for an unknown address
     * @param status HTTP status
     */
    void answered(String preset, int status) {
        add(requests, "{preset=\"" + preset + "\",answer=\"" + status + "\"}");
    }

    /**
     * Counts an event of a document that was mapped here.
     *
     * @param preset the preset
     * @param outcome {@code mapped}, {@code skipped} or {@code rejected}
     * @return whether the count is a power of ten, as which it is worth a line in the log
     */
    boolean event(String preset, String outcome) {
        return isPower(add(events, "{preset=\"" + preset + "\",outcome=\"" + outcome + "\"}"));
    }

    /** Counts a request that Kafka did not confirm; returns whether the count is a power of ten. */
    boolean unconfirmed() {
        unconfirmed.increment();
        return isPower(unconfirmed.sum());
    }

    private static boolean isPower(long count) {
        long rest = count;
        while (rest > 1 && rest % POWER == 0) {
            rest /= POWER;
        }
        return rest == 1;
    }

    private static long add(Map<String, LongAdder> counts, String labels) {
        LongAdder count = counts.computeIfAbsent(labels, key -> new LongAdder());
        count.increment();
        return count.sum();
    }

    /**
     * Returns all counts.
     *
     * @param held gives the bytes of bodies in memory
     */
    String text(LongSupplier held) {
        StringBuilder text = new StringBuilder();
        counts(text, REQUESTS, "Requests by preset and answer.", requests);
        counts(text, EVENTS, "Events of documents that were mapped here, by outcome.", events);
        head(text, HELD, "Bytes of bodies in memory.", "gauge");
        return text.append(HELD)
                .append(' ')
                .append(held.getAsLong())
                .append('\n')
                .toString();
    }

    private static void counts(StringBuilder text, String name, String help, Map<String, LongAdder> counts) {
        head(text, name, help, "counter");
        counts.forEach((labels, count) ->
                text.append(name).append(labels).append(' ').append(count.sum()).append('\n'));
    }

    private static void head(StringBuilder text, String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
}
