package io.changelens.pipeline.observed;

import io.changelens.core.kpi.KpiKey;
import io.changelens.core.kpi.Ratio;
import io.changelens.schemas.OutcomeMinute;
import java.time.Instant;

/** Outcome minutes that belong to a whole value stream: they name no service and no cohort. */
public final class ObservedMinutes {

    private ObservedMinutes() {}

    /**
     * Returns an outcome minute.
     *
     * @param events revision of the minute
     */
    static OutcomeMinute of(KpiKey key, long minute, Ratio ratio, long events, long catalogRevision) {
        return new OutcomeMinute(
                key.valueStream(),
                key.kpi(),
                "",
                "",
                Instant.ofEpochMilli(minute),
                ratio.numerator(),
                ratio.denominator(),
                events,
                catalogRevision,
                false);
    }

    /** Whether an outcome minute is made from activity, and not of a whole value stream. */
    public static boolean isActivity(OutcomeMinute minute) {
        return !minute.getService().isEmpty();
    }
}
