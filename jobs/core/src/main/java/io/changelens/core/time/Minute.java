package io.changelens.core.time;

/**
 * Minutes of event time, by their begin in epoch milliseconds, and when they end and close. A watermark of W says that no
 * further event has a time of W or less; it is the largest long when the input is over, the smallest before the first.
 *
 * <p>Everything that compares a minute with a watermark, or sets a timer for one, asks here: a comparison that is off by a
 * millisecond between two operators, or between an element and its timer, loses sums in silence.
 */
public final class Minute {

    /** Length of a minute in milliseconds. */
    public static final long MILLIS = 60_000;

    private Minute() {}

    /** Begin of the minute of a time. */
    public static long of(long time) {
        return Math.floorDiv(time, MILLIS) * MILLIS;
    }

    /** End of a minute, exclusive: the begin of the next. */
    public static long end(long minute) {
        return minute + MILLIS;
    }

    /** The watermark from which a minute has ended: that of its last millisecond. Timers for the end are set to it. */
    public static long endsAt(long minute) {
        return end(minute) - 1;
    }

    /** Whether no further event of a minute comes in time. */
    public static boolean hasEnded(long minute, long watermark) {
        return watermark >= endsAt(minute);
    }

    /** The watermark from which a minute is closed: {@code lateness} milliseconds after it has ended. Timers for the closing are set to it. */
    public static long closesAt(long minute, long lateness) {
        return endsAt(minute) + lateness;
    }

    /** Whether a minute is no longer revised. */
    public static boolean isClosed(long minute, long lateness, long watermark) {
        return watermark >= closesAt(minute, lateness);
    }

    /** Begin of the first minute that is still revised; the smallest long before the first watermark. */
    public static long firstOpen(long lateness, long watermark) {
        // The last closed minute m satisfies m + MILLIS - 1 + lateness <= watermark.
        long lastClosedBegin = watermark - lateness - MILLIS + 1;
        return lastClosedBegin > watermark ? Long.MIN_VALUE : of(lastClosedBegin) + MILLIS;
    }

    /** The watermark once every event up to a time has been read, when events may come {@code outOfOrderness} milliseconds late. */
    public static long watermarkAfter(long latest, long outOfOrderness) {
        return latest == Long.MIN_VALUE ? Long.MIN_VALUE : latest - outOfOrderness - 1;
    }
}
