package io.changelens.core.estimator;

import java.util.Arrays;
import java.util.Comparator;

/** Adjusts p-values for the number of tests. */
public final class FalseDiscoveries {

    private FalseDiscoveries() {}

    /**
     * Returns adjusted p-values in the order given: of n p-values, the k-th smallest becomes the minimum of
     * {@code p_(j) n / j} over {@code j ≥ k}. If those of at most q are called significant, the expected share of false
     * ones among them is at most q (Benjamini and Hochberg 1995, "Controlling the false discovery rate", J. R. Stat.
     * Soc. B 57).
     *
     * @param p p-values
     */
    public static double[] adjust(double[] p) {
        int n = p.length;
        Integer[] descending = new Integer[n];
        Arrays.setAll(descending, i -> i);
        Arrays.sort(descending, Comparator.comparingDouble((Integer i) -> p[i]).reversed());
        double[] adjusted = new double[n];
        double least = 1;
        for (int k = 0; k < n; k++) {
            int i = descending[k];
            least = Math.min(least, p[i] * ((double) n / (n - k)));
            adjusted[i] = least;
        }
        return adjusted;
    }
}
