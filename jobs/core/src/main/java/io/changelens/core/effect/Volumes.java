package io.changelens.core.effect;

import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.estimator.KpiSeries.Scale;
import io.changelens.core.estimator.RunningTotals;
import io.changelens.core.kpi.Micros;
import java.util.Arrays;
import java.util.List;

/**
 * Volumes as series: amounts per observed minute. A volume begins with its first amount; the time before it, in which the
 * value stream may not have existed, has no data.
 */
final class Volumes {

    private static final Scale SCALE = Scale.perTime(Micros.PER_UNIT);

    private Volumes() {}

    /** Returns the sums of a KPI that is a volume: its denominators are the observed minutes. */
    static KpiSums of(KpiSums volume) {
        return new KpiSums(
                started(volume.treated()),
                volume.comparison() == null ? null : started(volume.comparison()),
                volume.events(),
                volume.negative());
    }

    private static KpiSeries started(KpiSeries volume) {
        RunningTotals totals = new RunningTotals(volume.length(), SCALE);
        boolean started = false;
        for (int i = 0; i < volume.length(); i++) {
            double amount = volume.numerator(i, i + 1);
            started |= amount > 0;
            totals.add(amount, started ? volume.denominator(i, i + 1) : 0);
        }
        return totals.series(0, volume.length());
    }

    /**
     * Returns the volume of what a ratio counts: its denominators per observed minute.
     *
     * @param ratio the sums of a ratio
     * @param pauses steps that were not observed
     */
    static KpiSeries ofDenominators(KpiSeries ratio, List<Interval> pauses) {
        boolean[] unobserved = new boolean[ratio.length()];
        for (Interval pause : pauses) {
            Arrays.fill(unobserved, pause.from(), Math.min(pause.to(), unobserved.length), true);
        }
        RunningTotals totals = new RunningTotals(ratio.length(), SCALE);
        boolean started = false;
        for (int i = 0; i < ratio.length(); i++) {
            double amount = ratio.denominator(i, i + 1);
            started |= amount > 0;
            // What was counted was observed.
            boolean observed = started && (amount > 0 || !unobserved[i]);
            totals.add(amount, observed ? (double) Micros.PER_UNIT : 0);
        }
        return totals.series(0, ratio.length());
    }
}
