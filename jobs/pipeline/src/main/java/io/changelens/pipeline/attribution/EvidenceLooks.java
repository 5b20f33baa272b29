package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.AttributionRules;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * When the KPIs around an incident are looked at: soon after it opened, when all minutes that count are over, and when
 * they can no longer be revised.
 *
 * @param delays after the incident's opening, ascending, in milliseconds
 */
record EvidenceLooks(List<Long> delays) implements Serializable {

    /** Number of looks. */
    static final int COUNT = 4;
    /** The look from which on all minutes that count are over. */
    static final int COMPLETE = 3;

    private static final Duration FIRST = Duration.ofMinutes(2);

    static EvidenceLooks of(AttributionRules rules, Duration lateness) {
        long after = rules.after().toMillis();
        long first = Math.min(after, FIRST.toMillis());
        return new EvidenceLooks(List.of(first, (first + after) / 2, after, after + lateness.toMillis()));
    }

    /** How many looks are over at a time. */
    int over(long openedAt, long now) {
        return (int) delays.stream().filter(delay -> openedAt + delay <= now).count();
    }
}
