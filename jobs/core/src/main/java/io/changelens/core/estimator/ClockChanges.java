package io.changelens.core.estimator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The clock changes of a time zone within a series, as to and from summer time. People's rhythm follows the clock on the
 * wall, so "the same time a week earlier" is a wall time. Steps of a series are of equal length and know no clock
 * changes; those before one are shifted against the wall time of the change that is estimated.
 *
 * <p>A time by the clock of the change is a step s by which {@code before - s} is a difference of wall times. It is step
 * {@code s + Σ by_k} of the series, over the clock changes k with {@code s < at_k}.
 */
public final class ClockChanges {

    /** A zone whose clocks do not change. */
    public static final ClockChanges NONE = new ClockChanges(List.of());

    private final List<ClockChange> changes;

    /**
     * A clock change.
     *
     * @param at step of the series from which the new clock is in effect
     * @param by steps by which the new clock is ahead of the old one; negative when it is put back
     */
    public record ClockChange(int at, int by) {}

    private ClockChanges(List<ClockChange> changes) {
        this.changes = changes;
    }

    /** Clock changes at known steps, in any order. */
    public static ClockChanges of(List<ClockChange> changes) {
        return changes.isEmpty() ? NONE : new ClockChanges(List.copyOf(changes));
    }

    /**
     * Lists the clock changes before a change.
     *
     * @param zone time zone
     * @param begin time of step 0
     * @param change time of the change; later clock changes are left out
     * @param step length of a step; a clock change of less than a step is none
     */
    public static ClockChanges of(ZoneId zone, Instant begin, Instant change, Duration step) {
        ZoneRules rules = zone.getRules();
        if (rules.isFixedOffset()) {
            return NONE;
        }
        List<ClockChange> changes = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(begin);
        while (next != null && !next.getInstant().isAfter(change)) {
            int at = Math.toIntExact(Duration.between(begin, next.getInstant()).dividedBy(step));
            int by = Math.toIntExact(next.getDuration().dividedBy(step));
            if (by != 0) {
                changes.add(new ClockChange(at, by));
            }
            next = rules.nextTransition(next.getInstant());
        }
        return of(changes);
    }

    /** Whether there are any. */
    boolean any() {
        return !changes.isEmpty();
    }

    /** Whether one lies between two times by the clock of the change. */
    boolean between(int from, int to) {
        for (ClockChange change : changes) {
            if (from < change.at() && change.at() < to) {
                return true;
            }
        }
        return false;
    }

    /** Returns the step of the series at a time by the clock of the change. */
    public int inSeries(int time) {
        int step = time;
        for (ClockChange change : changes) {
            step += time < change.at() ? change.by() : 0;
        }
        return step;
    }

    /** Returns the step that is earlier than another one by so many steps of wall time. */
    public int earlier(int step, int steps) {
        return inSeries(step - steps) - (inSeries(step) - step);
    }

    /**
     * Returns the end of a run of equally spaced times that no clock change parts.
     *
     * @param latest first time of the run
     * @param stride steps between neighbouring times, which descend
     * @param count number of times
     * @return how many of them, at least 1 if there are any, have the clock of the first
     */
    int run(int latest, int stride, int count) {
        int run = count;
        for (ClockChange change : changes) {
            if (change.at() <= latest) {
                run = Math.min(run, (latest - change.at()) / stride + 1);
            }
        }
        return run;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClockChanges that && changes.equals(that.changes);
    }

    @Override
    public int hashCode() {
        return changes.hashCode();
    }

    @Override
    public String toString() {
        return "ClockChanges" + changes;
    }
}
