package io.changelens.core.catalog;

import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;

/** What a KPI is the ratio of. */
public enum KpiType {
    /** Two sums over learning activity. */
    RATIO,
    /**
     * A sum over learning activity per observed minute: a KPI with a numerator and no denominator. A minute without
     * activity counts 0, not as missing.
     */
    VOLUME,
    /** Minutes without downtime per minute: a KPI with the source {@code INCIDENTS}. */
    AVAILABILITY;

    /** Returns the type of a KPI of a catalog. */
    public static KpiType of(Kpi kpi) {
        if (kpi.getSource() == KpiSource.INCIDENTS) {
            return AVAILABILITY;
        }
        return kpi.getDenominator() == null ? VOLUME : RATIO;
    }
}
