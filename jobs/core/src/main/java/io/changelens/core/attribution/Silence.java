package io.changelens.core.attribution;

/**
 * Silence where a change is live while the others report: a likelihood ratio of harm (the version crashes, or cannot be
 * reached) that grows with the number of events that were expected.
 */
final class Silence {

    /** Probability that harm ends in silence. */
    private static final double HARMED = 0.3;
    /** Probability that a version is silent for another reason: it gets no requests, or does not report. */
    private static final double OTHERWISE = 0.04;
    /** Share of the activity that a version is expected to get whose activity is unknown. */
    private static final double SHARE = 0.1;
    /** Gamma shape of the expected number of events: it is uncertain by a factor of about two. */
    private static final double SHAPE = 2;

    private Silence() {}

    /**
     * The likelihood ratio of the data that came and of the silence after them,
     * {@code (h + (1 - h) c B) / (o + (1 - o) c)}, with h = 0.3, o = 0.04, c the probability that no event comes by chance,
     * {@code (1 + expected / 2)^-2}, and B the likelihood ratio of the data: harm that ends in silence need not show in
     * them. It is B where nothing was expected.
     *
     * @param data likelihood ratio of the data that came; 1 without any
     * @param expected number of events expected in the silent time
     */
    static double ratio(double data, double expected) {
        if (expected <= 0) {
            return data;
        }
        double chance = Math.pow(1 + expected / SHAPE, -SHAPE);
        return (HARMED + (1 - HARMED) * chance * data) / (OTHERWISE + (1 - OTHERWISE) * chance);
    }

    /**
     * Returns how many events a version is expected to have in silent minutes. Events that come in k of n minutes have a
     * mean of at least {@code -ln(1 - (k + 1/2) / (n + 1))} a minute, and of the denominator over the minutes.
     *
     * @param minutes silent minutes in which the others report
     * @param reference window of the version itself, or of the others
     * @param of minutes of the reference window, with and without events
     * @param itself whether the reference is the version itself; the others' activity counts a tenth
     */
    static double expected(int minutes, KpiWindow reference, int of, boolean itself) {
        double covered = (reference.minutes() + 0.5) / (Math.max(of, reference.minutes()) + 1);
        double aMinute = Math.max(-Math.log1p(-covered), reference.denominator() / Math.max(1, of));
        return minutes * aMinute * (itself ? 1 : SHARE);
    }
}
