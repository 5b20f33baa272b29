package io.changelens.core.attribution;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * When the KPIs around an incident are looked at: soon after it opened, when all minutes that count are over, and when
 * they can no longer be revised.
 *
 * @param delays after the incident's opening, ascending, in milliseconds
 */
public record EvidenceSchedule(List<Long> delays) implements Serializable {

    /** Number of looks. */
    public static final int COUNT = 4;
    /** The look from which on all minutes that count are over. */
    public static final int COMPLETE = 3;

    private static final Duration FIRST = Duration.ofMinutes(2);

    public static EvidenceSchedule of(AttributionRules rules, Duration lateness) {
        long after = rules.after().toMillis();
        long first = Math.min(after, FIRST.toMillis());
        return new EvidenceSchedule(List.of(first, (first + after) / 2, after, after + lateness.toMillis()));
    }

    /** How many looks are over at a time. */
    public int over(long openedAt, long now) {
        return (int) delays.stream().filter(delay -> openedAt + delay <= now).count();
    }
}
