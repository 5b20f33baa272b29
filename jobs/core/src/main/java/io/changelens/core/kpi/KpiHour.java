package io.changelens.core.kpi;

import io.changelens.core.time.Minute;
import io.changelens.schemas.OutcomeMinute;

/**
 * The sums of a KPI in each minute of one hour. The KPI is the ratio of numerator to denominator; sums are in
 * millionths of a unit. All three arrays have {@link #MINUTES} entries, indexed by the minute of the hour, and are
 * modified in place.
 *
 * @param numerators sums of the numerator
 * @param denominators sums of the denominator
 * @param events distinct events counted
 */
@SuppressWarnings("ArrayRecordComponent") // state, never compared
public record KpiHour(long[] numerators, long[] denominators, long[] events) {

    /** Minutes in an hour. */
    public static final int MINUTES = 60;

    /** Milliseconds in an hour. */
    public static final long MILLIS = Minute.plus(0, MINUTES);

    /** Creates an hour whose sums are 0. */
    public static KpiHour empty() {
        return new KpiHour(new long[MINUTES], new long[MINUTES], new long[MINUTES]);
    }

    /** Returns the start of the hour that contains a time; both in epoch milliseconds. */
    public static long startOf(long time) {
        return Math.floorDiv(time, MILLIS) * MILLIS;
    }

    /**
     * Replaces the sums of a minute if the new ones count more distinct events.
     *
     * @param outcome sums of a minute of this hour
     * @return whether the sums were replaced
     */
    public boolean replace(OutcomeMinute outcome) {
        int i = (int) Minute.between(
                startOf(outcome.getMinute().toEpochMilli()), outcome.getMinute().toEpochMilli());
        if (outcome.getEvents() <= events[i]) {
            return false;
        }
        numerators[i] = outcome.getNumeratorMicros();
        denominators[i] = outcome.getDenominatorMicros();
        events[i] = outcome.getEvents();
        return true;
    }

    /** Adds the sums of another service or cohort in the same hour. */
    public void add(KpiHour other) {
        for (int i = 0; i < MINUTES; i++) {
            numerators[i] += other.numerators[i];
            denominators[i] += other.denominators[i];
            events[i] += other.events[i];
        }
    }

    /** The KPI in a minute of the hour, 0 to 59. */
    public Ratio ratio(int minute) {
        return new Ratio(numerators[minute], denominators[minute]);
    }
}
