package io.changelens.core.effect;

import io.changelens.core.estimator.RunningTotals;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.Micros;
import io.changelens.core.time.Minute;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * Running totals of a KPI over closed hours, so that an analysis adds up only the few hours that are still open instead
 * of the whole history. It is a copy of state that can be rebuilt at any time; results do not depend on when it was
 * built.
 */
public final class ClosedTotals {

    private final long begin;
    private final RunningTotals totals = new RunningTotals(0, Micros.PER_UNIT);
    private long[] events = new long[1];
    private int[] negatives = new int[1];
    private int closed;

    /**
     * Creates the totals of closed hours.
     *
     * @param begin start of the first hour, epoch milliseconds
     * @param hours sums of closed hours by their start; none starts before {@code begin}
     */
    public ClosedTotals(long begin, SortedMap<Long, KpiHour> hours) {
        this.begin = begin;
        close(hours);
    }

    /** Start of the first hour, epoch milliseconds. */
    public long begin() {
        return begin;
    }

    /** End of the last closed hour, epoch milliseconds. */
    public long end() {
        return Minute.plus(begin, closed);
    }

    /** Adds hours that were closed, by their start; none starts before {@link #end()}. */
    public void close(SortedMap<Long, KpiHour> hours) {
        // What the last reading added of open hours.
        cut(closed);
        append(hours);
        closed = totals.length();
    }

    /**
     * Reads the KPI over the minutes {@code [from, until)}.
     *
     * @param from first minute, epoch milliseconds
     * @param until end, exclusive, epoch milliseconds
     * @param open sums of hours that are not closed, by their start
     */
    public KpiSums read(long from, long until, SortedMap<Long, KpiHour> open) {
        cut(closed);
        append(open);
        int first = step(from);
        int last = step(until);
        while (totals.length() < last) {
            add(0, 0, 0);
        }
        return new KpiSums(
                totals.series(first, last), null, events[last] - events[first], negatives[last] > negatives[first]);
    }

    private int step(long time) {
        return Math.toIntExact(Minute.between(begin, time));
    }

    private void append(SortedMap<Long, KpiHour> hours) {
        hours.forEach((hour, sums) -> {
            while (totals.length() < step(hour)) {
                add(0, 0, 0);
            }
            for (int i = 0; i < KpiHour.MINUTES; i++) {
                add(sums.numerators()[i], sums.denominators()[i], sums.events()[i]);
            }
        });
    }

    private void add(long numerator, long denominator, long counted) {
        int next = totals.length() + 1;
        if (next >= events.length) {
            events = Arrays.copyOf(events, next * 3 / 2 + KpiHour.MINUTES);
            negatives = Arrays.copyOf(negatives, events.length);
        }
        totals.add((double) numerator, (double) denominator);
        events[next] = events[next - 1] + counted;
        negatives[next] = negatives[next - 1] + (numerator < 0 || denominator < 0 ? 1 : 0);
    }

    private void cut(int steps) {
        totals.cut(steps);
    }
}
