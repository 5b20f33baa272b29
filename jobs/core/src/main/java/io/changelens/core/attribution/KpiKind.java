package io.changelens.core.attribution;

import io.changelens.core.catalog.KpiType;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.Kpi;

/** The kind of a KPI's two sums, which determines how its windows are compared ({@link HarmRatio}). */
public enum KpiKind {
    /** A part of a count over that count, such as sessions without an error among all sessions: a beta-binomial. */
    SHARE,
    /** A count per another count, such as complaints per session: a negative binomial. */
    RATE,
    /**
     * A sum of amounts per count, such as seconds per answer: the logarithm is normal. A mean of values within 0 and 1 of
     * which a higher one is better, such as the success rate of a minute, is compared as a {@link #SHARE}.
     */
    MEAN;

    /**
     * Returns the kind of a KPI.
     *
     * @return null for a KPI that is no ratio of sums over learning activity
     */
    public static KpiKind of(Kpi kpi) {
        if (KpiType.of(kpi) != KpiType.RATIO) {
            return null;
        }
        if (kpi.getNumerator().getAggregate() == Aggregate.SUM_VALUE
                || kpi.getDenominator().getAggregate() == Aggregate.SUM_VALUE) {
            return MEAN;
        }
        boolean part = kpi.getDenominator().getAggregate() == Aggregate.COUNT
                && kpi.getDenominator()
                        .getVerbs()
                        .containsAll(kpi.getNumerator().getVerbs());
        return part ? SHARE : RATE;
    }
}
