package io.changelens.core.kpi;

import java.math.BigDecimal;

/**
 * Amounts in whole millionths of a unit. Unlike floating-point sums, their sums do not depend on the order of addition.
 */
public final class Micros {

    /** Millionths in a unit. */
    public static final long PER_UNIT = 1_000_000;

    private Micros() {}

    /** Converts an amount in units to millionths, rounded to the nearest. */
    public static long of(double amount) {
        return Math.round(amount * PER_UNIT);
    }

    /** Converts a count of at least 0 to millionths. Counts beyond 9.2e12 are limited to that bound, as sums are. */
    public static long ofCount(long count) {
        return count > Long.MAX_VALUE / PER_UNIT ? Long.MAX_VALUE : count * PER_UNIT;
    }

    /** Adds two amounts. Sums beyond 9.2e12 units, which no KPI reaches in a minute, are limited to that bound. */
    public static long add(long a, long b) {
        long sum = a + b;
        boolean overflowed = ((a ^ sum) & (b ^ sum)) < 0;
        return overflowed ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    /** Converts millionths to units, exactly; the result has six decimal places. */
    public static BigDecimal toDecimal(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }
}
