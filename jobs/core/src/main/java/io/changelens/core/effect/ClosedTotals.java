package io.changelens.core.effect;

import io.changelens.core.estimator.RunningTotals;
import io.changelens.core.kpi.KpiHour;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * A KPI's closed hours as running totals, so that measuring an effect adds up the few hours that are still open instead of
 * all of the history. A copy of state, which can be made anew at any time; nothing that is read depends on when that was.
 */
public final class ClosedTotals {

    private final long begin;
    private final RunningTotals totals = new RunningTotals(0, EffectEstimation.MICROS);
    private long[] events = new long[1];
    private int[] negatives = new int[1];
    private int closed;

    /**
     * Totals of hours.
     *
     * @param begin begin of the first hour, epoch milliseconds
     * @param hours sums of closed hours that are not before it, by their begin
     */
    public ClosedTotals(long begin, SortedMap<Long, KpiHour> hours) {
        this.begin = begin;
        close(hours);
    }

    /** Begin of the first hour. */
    public long begin() {
        return begin;
    }

    /** End of the last closed hour. */
    public long end() {
        return begin + closed * EffectPlan.MINUTE;
    }

    /** Adds hours that were closed, by their begin; none lies before {@link #end()}. */
    public void close(SortedMap<Long, KpiHour> hours) {
        append(hours);
        closed = totals.length();
    }

    /**
     * The KPI over the minutes {@code [from, until)}.
     *
     * @param open sums of hours that are not closed, by their begin
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
        return Math.toIntExact((time - begin) / EffectPlan.MINUTE);
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
