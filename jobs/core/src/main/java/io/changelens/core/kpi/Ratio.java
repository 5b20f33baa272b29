package io.changelens.core.kpi;

import io.changelens.schemas.OutcomeMinute;

/**
 * A KPI as the ratio of two sums. Sums are kept apart until the KPI is read, so that parts can be added up in any order:
 * the KPI of the whole is {@code Σ numerator / Σ denominator}, not the mean of the parts.
 *
 * @param numerator sum of the numerator, in millionths
 * @param denominator sum of the denominator, in millionths
 */
public record Ratio(long numerator, long denominator) {

    /** The ratio of an outcome minute. */
    public static Ratio of(OutcomeMinute minute) {
        return new Ratio(minute.getNumeratorMicros(), minute.getDenominatorMicros());
    }

    /** The ratio of both together; each sum saturates at the bounds of a {@code long}. */
    public Ratio plus(Ratio other) {
        return new Ratio(Micros.add(numerator, other.numerator), Micros.add(denominator, other.denominator));
    }

    /** Whether a sum is negative, as a KPI of signed values can have it: no logarithm of such a ratio exists. */
    public boolean isNegative() {
        return numerator < 0 || denominator < 0;
    }
}
