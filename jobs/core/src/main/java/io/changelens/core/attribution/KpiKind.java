package io.changelens.core.attribution;

import io.changelens.core.catalog.KpiType;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.Kpi;

/** The kind of a KPI's two sums, which determines the scale on which its shifts are compared. */
public enum KpiKind {
    /**
     * A part of a count over that count, such as sessions without an error among all sessions: compared on the
     * logarithm of odds.
     */
    SHARE(0.2, 1),
    /** A count per another count, such as complaints per session: compared on the logarithm. */
    RATE(0.2, 1),
    /** A sum of amounts per count, such as seconds per answer: compared on the logarithm. */
    MEAN(0.02, 0.5);

    private final double innocent;
    private final double harmful;

    KpiKind(double innocent, double harmful) {
        this.innocent = innocent;
        this.harmful = harmful;
    }

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

    /** Standard deviation of the shifts that come with harmless changes, on the kind's scale. */
    double innocent() {
        return innocent;
    }

    /** Standard deviation of the shifts that come with harmful changes, on the kind's scale. */
    double harmful() {
        return harmful;
    }
}
