package io.changelens.core.effect;

import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.estimator.RunningTotals;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.Micros;
import io.changelens.core.time.Minute;
import java.util.List;

/**
 * Adds up the sums of a KPI over the minutes that an analysis reads, for the cohorts that have the change and for the
 * others.
 */
public final class SeriesBuilder {

    private final long begin;
    private final int length;
    private final List<String> cohorts;
    private final Sums treated;
    private final Sums elsewhere;
    private boolean othersAdded;
    private long events;

    /**
     * Creates a builder whose sums are 0.
     *
     * @param begin first minute, epoch milliseconds
     * @param end end, exclusive
     * @param cohorts cohorts that have the change; empty means everybody
     */
    public SeriesBuilder(long begin, long end, List<String> cohorts) {
        this.begin = begin;
        this.length = Math.toIntExact(Minute.between(begin, end));
        this.cohorts = cohorts;
        this.treated = new Sums(new long[length], new long[length]);
        this.elsewhere = cohorts.isEmpty() ? treated : new Sums(new long[length], new long[length]);
    }

    /**
     * Adds the minutes of one hour. Minutes of a whole value stream, the denominators of a volume, count for all cohorts.
     *
     * @param cohort cohort that they belong to; empty for a whole value stream
     * @param hour start of the hour, epoch milliseconds
     * @param sums sums by minute; minutes out of range are ignored
     */
    public void add(String cohort, long hour, KpiHour sums) {
        long first = Minute.between(begin, hour);
        if (hour + KpiHour.MILLIS <= begin || first >= length) {
            return;
        }
        boolean whole = cohort.isEmpty() && !cohorts.isEmpty();
        boolean other = !cohorts.isEmpty() && !whole && !cohorts.contains(cohort);
        Sums target = other ? elsewhere : treated;
        othersAdded |= other;
        for (int i = 0; i < KpiHour.MINUTES; i++) {
            long step = first + i;
            if (step >= 0 && step < length) {
                target.numerators[(int) step] += sums.numerators()[i];
                target.denominators[(int) step] += sums.denominators()[i];
                if (whole) {
                    elsewhere.numerators[(int) step] += sums.numerators()[i];
                    elsewhere.denominators[(int) step] += sums.denominators()[i];
                }
                events += sums.events()[i];
            }
        }
    }

    /** The sums of what was added. */
    public KpiSums sums() {
        boolean compared = othersAdded && elsewhere.any();
        return new KpiSums(
                treated.series(),
                compared ? elsewhere.series() : null,
                events,
                treated.negative() || elsewhere.negative());
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sums(long[] numerators, long[] denominators) {

        boolean negative() {
            for (int i = 0; i < numerators.length; i++) {
                if (numerators[i] < 0 || denominators[i] < 0) {
                    return true;
                }
            }
            return false;
        }

        boolean any() {
            int i = 0;
            while (i < denominators.length && denominators[i] == 0) {
                i++;
            }
            return i < denominators.length;
        }

        KpiSeries series() {
            RunningTotals totals = new RunningTotals(numerators.length, Micros.PER_UNIT);
            for (int i = 0; i < numerators.length; i++) {
                totals.add((double) numerators[i], (double) denominators[i]);
            }
            return totals.series(0, numerators.length);
        }
    }
}
