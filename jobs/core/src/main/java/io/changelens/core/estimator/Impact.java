package io.changelens.core.estimator;

import java.util.stream.DoubleStream;

/**
 * An effect in the KPI's own units: the observed numerator less that expected without the change,
 * {@code N - E D = (observed - expected) D}. Of a volume it is an amount, of a ratio a number of units of its numerator
 * (enrolments, complaints), of availability a number of minutes.
 *
 * <p>At a relative difference {@code exp(ρ) - 1} the numerator without the change is
 * {@code max(0, (N + c) exp(-ρ) - c)}, with c the continuity correction. The interval has that of the effect for ρ.
 *
 * @param numerator observed sum of the numerator, N
 * @param added continuity correction of the numerator, c
 * @param residual effect on the logarithmic scale
 * @param margin half the width of its 95 % interval
 */
public record Impact(double numerator, double added, double residual, double margin) {

    /** Where there is no estimate. */
    public static final Impact NONE = new Impact(0, 0, 0, 0);

    /** Larger differences of logarithms would overflow. */
    private static final double MOST = 600;

    /**
     * An impact, or a sum of impacts.
     *
     * @param impact the impact
     * @param low lower end of its 95 % interval
     * @param high upper end of its 95 % interval
     */
    public record Range(double impact, double low, double high) {

        /** No impact. */
        public static final Range ZERO = new Range(0, 0, 0);

        /** The sum of two impacts, the ends of whose intervals are added up. */
        public Range plus(Range other) {
            return new Range(impact + other.impact, low + other.low, high + other.high);
        }
    }

    /** Returns the impact with its interval. */
    public Range range() {
        return new Range(at(residual), at(residual - margin), at(residual + margin));
    }

    private double at(double difference) {
        double factor = Math.exp(Math.min(MOST, -difference));
        return numerator - Math.max(0, (numerator + added) * factor - added);
    }

    /** The same in another unit: {@code divisor} of the present ones make one of it. */
    Impact dividedBy(double divisor) {
        return new Impact(numerator / divisor, added / divisor, residual, margin);
    }

    boolean isFinite() {
        Range range = range();
        return DoubleStream.of(range.impact, range.low, range.high).allMatch(Double::isFinite);
    }
}
