package io.changelens.core.attribution;

import io.changelens.schemas.Aggregate;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;

/** What a KPI's two sums are, and so on which scale its shifts are compared. */
public enum KpiKind {
    /** A part of a count, such as sessions without an error: compared as logarithms of odds. */
    SHARE(0.2, 1),
    /** A count per another, such as complaints per session: compared as logarithms. */
    RATE(0.2, 1),
    /** A sum of amounts per count, such as seconds per answer: compared as logarithms. */
    MEAN(0.02, 0.5);

    private final double innocent;
    private final double harmful;

    KpiKind(double innocent, double harmful) {
        this.innocent = innocent;
        this.harmful = harmful;
    }

    /**
     * The kind of a KPI.
     *
     * @return null for a KPI that is not counted from learning activity
     */
    public static KpiKind of(Kpi kpi) {
        if (kpi.getSource() != KpiSource.LEARNING_ACTIVITY) {
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

    /** Size of shifts that come with changes that do no harm, on the kind's scale. */
    double innocent() {
        return innocent;
    }

    /** Size of shifts that come with changes that do. */
    double harmful() {
        return harmful;
    }
}
