package io.changelens.core.time;

/**
 * The boundaries of one-minute buckets of event time. A minute is identified by its start; times and lengths are in
 * milliseconds, times since 1970 UTC. A watermark W says that no further event with a time of W or less is expected. It
 * is {@link Long#MIN_VALUE} before the first watermark and {@link Long#MAX_VALUE} after the end of the input.
 *
 * <p>Every comparison of a minute with a watermark, and every timer for a minute, uses this class. If two operators, or
 * an element and its timer, differed by one millisecond, sums would be lost without an error.
 */
public final class Minute {

    /** Length of a minute in milliseconds. Nobody else counts with it: they would have to round in the same way. */
    private static final long MILLIS = 60_000;

    private Minute() {}

    /** Returns the start of the minute that contains a time. */
    public static long of(long time) {
        return Math.floorDiv(time, MILLIS) * MILLIS;
    }

    /** Returns the start of the first minute that begins at a time or after it. */
    public static long atOrAfter(long time) {
        return -Math.floorDiv(-time, MILLIS) * MILLIS;
    }

    /** Returns the start of the first minute that begins after a time. */
    public static long after(long time) {
        return end(of(time));
    }

    /** Returns the time so many minutes after a time; before it if the number is negative. */
    public static long plus(long time, long minutes) {
        return time + minutes * MILLIS;
    }

    /** Returns the number of minutes from a time until a later one, rounded down. */
    public static long between(long from, long until) {
        return Math.floorDiv(until - from, MILLIS);
    }

    /** Returns the number of minutes from a time until a later one, rounded up. */
    public static long covering(long from, long until) {
        return -Math.floorDiv(from - until, MILLIS);
    }

    /** Returns the end of a minute, exclusive: the start of the next minute. */
    public static long end(long minute) {
        return minute + MILLIS;
    }

    /**
     * Returns the lowest watermark at which a minute has ended: the time of its last millisecond. Timers for the end
     * use it.
     */
    public static long endsAt(long minute) {
        return end(minute) - 1;
    }

    /** Whether a minute has ended at a watermark: further events of the minute are late. */
    public static boolean hasEnded(long minute, long watermark) {
        return watermark >= endsAt(minute);
    }

    /**
     * Returns the lowest watermark at which a minute is closed: {@code lateness} milliseconds after it has ended.
     * Timers for the closing use it.
     */
    public static long closesAt(long minute, long lateness) {
        return endsAt(minute) + lateness;
    }

    /** Whether a minute is closed at a watermark: late events no longer revise it. */
    public static boolean isClosed(long minute, long lateness, long watermark) {
        return watermark >= closesAt(minute, lateness);
    }

    /**
     * Returns the start of the earliest minute that can still be revised; {@link Long#MIN_VALUE} before the first
     * watermark.
     */
    public static long firstOpen(long lateness, long watermark) {
        // The last closed minute m satisfies m + MILLIS - 1 + lateness <= watermark.
        long lastClosedBegin = watermark - lateness - MILLIS + 1;
        return lastClosedBegin > watermark ? Long.MIN_VALUE : of(lastClosedBegin) + MILLIS;
    }

    /**
     * Returns the watermark once every event up to a time has been read and further events may be
     * {@code outOfOrderness} milliseconds older than the latest one; {@link Long#MIN_VALUE} while none has been read.
     *
     * @param latest latest event time read; {@link Long#MIN_VALUE} for none
     * @param outOfOrderness milliseconds, at least 0
     */
    public static long watermarkAfter(long latest, long outOfOrderness) {
        return latest == Long.MIN_VALUE ? Long.MIN_VALUE : latest - outOfOrderness - 1;
    }
}
