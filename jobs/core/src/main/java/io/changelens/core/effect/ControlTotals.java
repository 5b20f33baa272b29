package io.changelens.core.effect;

import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.estimator.RunningTotals;
import io.changelens.core.kpi.Micros;
import io.changelens.core.time.Minute;

/** Running totals of a KPI by quarters of an hour. */
final class ControlTotals {

    private long begin;
    private RunningTotals totals = new RunningTotals(0, Micros.PER_UNIT);
    private int added;

    /**
     * Creates totals without hours.
     *
     * @param begin start of the first hour, epoch milliseconds
     */
    ControlTotals(long begin) {
        this.begin = begin;
    }

    /** Adds an hour; returns whether it follows those that were added. */
    boolean add(ControlHour hour) {
        int quarter = quarter(hour.hour());
        if (quarter < added) {
            return false;
        }
        fill(quarter);
        for (int i = 0; i < ControlHour.QUARTERS; i++) {
            totals.add((double) hour.numerators()[i], (double) hour.denominators()[i]);
        }
        added = totals.length();
        return true;
    }

    /**
     * Reads the KPI by minutes, over which the sums of a quarter are spread evenly; 0 where there is no hour.
     *
     * @param from first minute, epoch milliseconds
     * @param until end, exclusive, epoch milliseconds
     */
    KpiSeries read(long from, long until) {
        if (from < begin) {
            beginAt(Math.floorDiv(from, ControlHour.MILLIS) * ControlHour.MILLIS);
        }
        fill(quarter(until + ControlHour.MILLIS - 1));
        return totals.spread(
                ControlHour.MINUTES,
                Math.toIntExact(Minute.between(begin, from)),
                Math.toIntExact(Minute.between(begin, until)));
    }

    /** Quarters between {@code begin} and a time, the last one whole. */
    private int quarter(long time) {
        return Math.toIntExact(Math.floorDiv(time - begin, ControlHour.MILLIS));
    }

    /** Lets the totals end at a quarter, with those that were added and 0 after them. */
    private void fill(int quarter) {
        totals.cut(added);
        while (totals.length() < quarter) {
            totals.add(0, 0);
        }
    }

    private void beginAt(long earlier) {
        int before = Math.toIntExact((begin - earlier) / ControlHour.MILLIS);
        KpiSeries known = totals.series(0, added);
        totals = new RunningTotals(before + added, Micros.PER_UNIT);
        begin = earlier;
        added = 0;
        fill(before);
        for (int i = 0; i < known.length(); i++) {
            totals.add(known.numerator(i, i + 1), known.denominator(i, i + 1));
        }
        added = totals.length();
    }
}
