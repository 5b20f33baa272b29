package io.changelens.pipeline.effects;

import io.changelens.estimation.effect.KpiSeries;
import io.changelens.pipeline.outcomes.Hour;
import java.util.List;

/** A KPI's sums over the minutes that an estimate reads: where the change is live, and elsewhere. */
final class SeriesSums {

    private static final double MICROS = 1e6;

    private final long begin;
    private final int length;
    private final List<String> scope;
    private final Sums treated;
    private final Sums elsewhere;
    private long events;

    /**
     * Nothing yet.
     *
     * @param begin first minute, epoch milliseconds
     * @param end end, exclusive
     * @param scope cohorts where the change is live; empty means everywhere
     */
    SeriesSums(long begin, long end, List<String> scope) {
        this.begin = begin;
        this.length = Math.toIntExact((end - begin) / EffectPlan.MINUTE);
        this.scope = scope;
        this.treated = new Sums(new long[length], new long[length]);
        this.elsewhere = new Sums(new long[length], new long[length]);
    }

    /** Adds the minutes of an hour of a cohort. */
    void add(String cohort, long hour, Hour sums) {
        long first = (hour - begin) / EffectPlan.MINUTE;
        if (hour + Hour.MILLIS <= begin || first >= length) {
            return;
        }
        Sums target = scope.isEmpty() || scope.contains(cohort) ? treated : elsewhere;
        for (int i = 0; i < Hour.MINUTES; i++) {
            long step = first + i;
            if (step >= 0 && step < length) {
                target.numerators[(int) step] += sums.numerators()[i];
                target.denominators[(int) step] += sums.denominators()[i];
                events += sums.events()[i];
            }
        }
    }

    /** Adds the availability that incidents leave: 1 in each minute, less 1 in the numerator while it is down. */
    void addAvailability(List<Intervention> downtimes) {
        for (int i = 0; i < length; i++) {
            treated.denominators[i] += (long) MICROS;
            treated.numerators[i] += (long) MICROS;
        }
        for (Intervention downtime : downtimes) {
            long from = Math.max(0, Math.floorDiv(downtime.from() - begin, EffectPlan.MINUTE));
            long until = Math.min(length, -Math.floorDiv(begin - downtime.until(), EffectPlan.MINUTE));
            for (long i = from; i < until; i++) {
                treated.numerators[(int) i] = 0;
            }
        }
    }

    /** Distinct events counted in them. */
    long events() {
        return events;
    }

    /** Whether a sum is below 0, as a KPI of signed values can have: no ratio can be formed of it. */
    boolean negative() {
        return treated.negative() || elsewhere.negative();
    }

    /** The KPI where the change is live. */
    KpiSeries treated() {
        return treated.series();
    }

    /** The KPI elsewhere; null when there is no such place. */
    KpiSeries comparison() {
        return elsewhere.first() == length ? null : elsewhere.series();
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

        int first() {
            int i = 0;
            while (i < denominators.length && denominators[i] == 0) {
                i++;
            }
            return i;
        }

        KpiSeries series() {
            double[] above = new double[numerators.length];
            double[] below = new double[numerators.length];
            for (int i = 0; i < numerators.length; i++) {
                above[i] = numerators[i] / MICROS;
                below[i] = denominators[i] / MICROS;
            }
            return KpiSeries.ofRatio(above, below);
        }
    }
}
