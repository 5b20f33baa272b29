package io.changelens.core.attribution;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * The times at which the KPIs around an incident are analysed: soon after it opened, when all minutes that count have
 * ended, and when these can no longer be revised.
 *
 * @param delays milliseconds after the incident's opening, ascending
 */
public record EvidenceSchedule(List<Long> delays) implements Serializable {

    /** Number of analyses. */
    public static final int COUNT = 4;
    /** Number of analyses after which all minutes that count have ended. */
    public static final int COMPLETE = 3;

    private static final Duration FIRST = Duration.ofMinutes(2);

    /**
     * Creates the schedule.
     *
     * @param rules parameters of attribution
     * @param lateness time in which outcomes may be revised after their minute has ended
     */
    public static EvidenceSchedule of(AttributionRules rules, Duration lateness) {
        long after = rules.after().toMillis();
        long first = Math.min(after, FIRST.toMillis());
        return new EvidenceSchedule(List.of(first, (first + after) / 2, after, after + lateness.toMillis()));
    }

    /** Number of analyses that are over at a time; times in epoch milliseconds. */
    public int over(long openedAt, long now) {
        return (int) delays.stream().filter(delay -> openedAt + delay <= now).count();
    }
}
