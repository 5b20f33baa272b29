package io.changelens.core.effect;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A part of the time after a change over which an effect is estimated for its path. Parts are disjoint and adjacent. */
public enum PathPart {
    /** The first six hours. */
    HOURS_1_6(0, 6),
    /** The hours after them. */
    HOURS_7_12(6, 12),
    /** The second half of the first day. */
    HOURS_13_24(12, 24),
    /** The second day. */
    DAY_2(24, 48),
    /** The third day. */
    DAY_3(48, 72),
    /** The rest of the first week. */
    DAYS_4_7(72, 168);

    private final Duration from;
    private final Duration until;

    PathPart(int fromHour, int untilHour) {
        from = Duration.ofHours(fromHour);
        until = Duration.ofHours(untilHour);
    }

    /** Start of the part, after the change was live and has settled. */
    public Duration from() {
        return from;
    }

    /** End of the part, exclusive. */
    public Duration until() {
        return until;
    }

    /** The parts that end within a time, in order. */
    public static List<PathPart> within(Duration longest) {
        return Stream.of(values())
                .filter(part -> part.until.compareTo(longest) <= 0)
                .toList();
    }
}
