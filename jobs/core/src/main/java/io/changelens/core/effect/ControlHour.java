package io.changelens.core.effect;

import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.Minute;

/**
 * The sums of a KPI in each quarter of a closed hour, in all services and cohorts, in millionths of a unit. Quarters
 * take a fifteenth of the memory of minutes, and all KPIs are kept wherever an effect is estimated.
 *
 * @param key the KPI
 * @param hour start of the hour, epoch milliseconds
 * @param numerators sums of the numerator, {@link #QUARTERS} of them
 * @param denominators sums of the denominator, as many
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ControlHour(KpiKey key, long hour, long[] numerators, long[] denominators) {

    /** Quarters in an hour. */
    public static final int QUARTERS = 4;

    /** Minutes in a quarter. */
    static final int MINUTES = KpiHour.MINUTES / QUARTERS;

    /** Milliseconds in a quarter. */
    static final long MILLIS = Minute.plus(0, MINUTES);

    /** Adds up the minutes of an hour. */
    public static ControlHour of(KpiKey key, long hour, KpiHour minutes) {
        long[] numerators = new long[QUARTERS];
        long[] denominators = new long[QUARTERS];
        for (int i = 0; i < KpiHour.MINUTES; i++) {
            numerators[i / MINUTES] += minutes.numerators()[i];
            denominators[i / MINUTES] += minutes.denominators()[i];
        }
        return new ControlHour(key, hour, numerators, denominators);
    }
}
