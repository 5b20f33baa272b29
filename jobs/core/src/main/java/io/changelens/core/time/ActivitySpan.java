package io.changelens.core.time;

import java.time.Duration;
import java.util.List;

/**
 * A span of whole minutes in which the activity of all value streams was observed, or in which it paused for so long that
 * nothing can be said about it. A short pause counts as observed: whatever has no activity then had none. In a long
 * pause, either nothing happened anywhere or the data are missing, and the two cannot be told apart.
 *
 * @param from first minute, epoch milliseconds
 * @param until end, exclusive; {@link OpenEnd#TIME} while the pause has no end yet
 * @param observed whether the activity was observed
 */
public record ActivitySpan(long from, long until, boolean observed) {

    /** The longest distance between two neighbouring minutes with activity at which the time between them is observed. */
    public static final long LONGEST_PAUSE = Minute.plus(0, 15);

    /**
     * The longest pause in which value streams are known to be available or not. In a longer one nobody looked: the
     * pipeline did not exist, or the event before it had a wrong time.
     */
    private static final long LONGEST_WATCHED = Duration.ofDays(31).toMillis();

    /** Stands for the minute before the first one. */
    public static final long NONE = -1;

    /**
     * Returns the spans after one minute with activity up to and with the next one.
     *
     * @param last the minute before; {@link #NONE} if there is none
     * @param next the next minute with activity
     */
    public static List<ActivitySpan> between(long last, long next) {
        ActivitySpan active = new ActivitySpan(next, Minute.end(next), true);
        if (last == NONE || last == Minute.plus(next, -1)) {
            return List.of(active);
        }
        return isPause(last, next)
                ? List.of(new ActivitySpan(Minute.end(last), next, false), active)
                : List.of(new ActivitySpan(Minute.end(last), Minute.end(next), true));
    }

    /** Whether the time between two neighbouring minutes with activity is not observed. */
    public static boolean isPause(long last, long next) {
        return next - last > LONGEST_PAUSE;
    }

    /** The pause after a minute with activity that has no end yet. */
    public static ActivitySpan pauseAfter(long last) {
        return new ActivitySpan(Minute.end(last), OpenEnd.TIME, false);
    }

    /** Whether downtimes in the span are known. */
    public boolean isWatched() {
        return observed || until - from <= LONGEST_WATCHED;
    }

    /** Whether the span has no end yet. */
    public boolean isOpen() {
        return until == OpenEnd.TIME;
    }
}
