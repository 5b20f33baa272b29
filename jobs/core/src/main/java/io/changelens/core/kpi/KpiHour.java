package io.changelens.core.kpi;

import io.changelens.schemas.OutcomeMinute;

/**
 * A KPI's sums over the minutes of an hour, in millionths, and the events counted.
 *
 * @param numerators sums above the line
 * @param denominators sums below the line
 * @param events distinct events
 */
@SuppressWarnings("ArrayRecordComponent") // state, never compared
public record KpiHour(long[] numerators, long[] denominators, long[] events) {

    /** Minutes in an hour. */
    public static final int MINUTES = 60;

    /** Milliseconds in a minute. */
    public static final long MINUTE = 60_000;

    /** Milliseconds in an hour. */
    public static final long MILLIS = MINUTES * MINUTE;

    /** An hour in which nothing happened. */
    public static KpiHour empty() {
        return new KpiHour(new long[MINUTES], new long[MINUTES], new long[MINUTES]);
    }

    /** Begin of the hour of a time. */
    public static long of(long time) {
        return Math.floorDiv(time, MILLIS) * MILLIS;
    }

    /** Takes a minute's sums if they count more events than those it has; says whether it did. */
    public boolean replace(OutcomeMinute outcome) {
        int i = (int) (Math.floorMod(outcome.getMinute().toEpochMilli(), MILLIS) / MINUTE);
        if (outcome.getEvents() <= events[i]) {
            return false;
        }
        numerators[i] = outcome.getNumeratorMicros();
        denominators[i] = outcome.getDenominatorMicros();
        events[i] = outcome.getEvents();
        return true;
    }

    /** Adds the sums of another service in the same hour. */
    public void add(KpiHour other) {
        for (int i = 0; i < MINUTES; i++) {
            numerators[i] += other.numerators[i];
            denominators[i] += other.denominators[i];
            events[i] += other.events[i];
        }
    }
}
