package io.changelens.core.kpi;

import java.math.BigDecimal;

/** Amounts in whole millionths: unlike those of floating point, their sums do not depend on the order of addition. */
public final class Micros {

    private static final long PER_UNIT = 1_000_000;

    private Micros() {}

    /** An amount, rounded to the nearest millionth. */
    public static long of(double amount) {
        return Math.round(amount * PER_UNIT);
    }

    /** A number of things. */
    public static long ofCount(long count) {
        return Math.multiplyExact(count, PER_UNIT);
    }

    /** The sum of two amounts; beyond 9.2e12 units, which no KPI of a minute reaches, it stays at that bound. */
    public static long add(long a, long b) {
        long sum = a + b;
        boolean overflowed = ((a ^ sum) & (b ^ sum)) < 0;
        return overflowed ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    /** The amount in units, exactly. */
    public static BigDecimal toDecimal(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }
}
