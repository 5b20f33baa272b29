package io.changelens.core.effect;

import io.changelens.core.kpi.KpiKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Decides which horizon speaks for a KPI of a change: the one whose verdict and figures are the result of the change for
 * that KPI, in alerts, summaries and rankings. The only definition; readers filter by {@code headline}.
 *
 * <p>Established effects are those that are final, and significant ones of interim analyses, which spend their own part of
 * the error rate. The headline is
 *
 * <ol>
 *   <li>the established effect over the longest observed time; or the significant one over the longest observed time, unless
 *       one over a longer time rules out a material effect in its direction: noise over a long time does not undo what a
 *       shorter time showed,
 *   <li>while none is established, the provisional estimate over the longest observed time,
 *   <li>without any estimate, the row with the longest observed time, withdrawn ones last.
 * </ol>
 *
 * <p>Of equal observed times, final precedes provisional, and the shorter horizon the longer. A pure function of the rows,
 * whatever their order. Why: decision 0020.
 */
public final class HeadlineHorizon {

    private static final Comparator<AdjustedEffect> OBSERVED = Comparator.comparingLong((AdjustedEffect row) ->
                    row.effect().windowEnd() - row.effect().live())
            .thenComparing(HeadlineHorizon::isFinal)
            .thenComparing(row -> -row.effect().horizonSeconds());

    private HeadlineHorizon() {}

    /**
     * Returns the headline of a KPI.
     *
     * @param horizons the latest row of each horizon of one KPI of one change; at least one
     * @throws java.util.NoSuchElementException if there is no row
     */
    public static AdjustedEffect of(Collection<AdjustedEffect> horizons) {
        AdjustedEffect longest = longest(horizons, HeadlineHorizon::isEstablished);
        if (longest == null) {
            AdjustedEffect provisional = longest(horizons, HeadlineHorizon::isEstimate);
            return provisional == null ? withoutEstimate(horizons) : provisional;
        }
        AdjustedEffect significant =
                longest(horizons, row -> isEstablished(row) && row.verdict().isSignificant());
        return significant == null || isOverruled(significant, horizons) ? longest : significant;
    }

    private static boolean isOverruled(AdjustedEffect significant, Collection<AdjustedEffect> horizons) {
        return horizons.stream()
                .filter(row -> isEstablished(row) && OBSERVED.compare(row, significant) > 0)
                .anyMatch(row -> row.verdict().rulesOut(significant.verdict()));
    }

    private static AdjustedEffect withoutEstimate(Collection<AdjustedEffect> horizons) {
        return horizons.stream()
                .max(Comparator.comparing((AdjustedEffect row) -> row.effect().status() != EffectStatus.WITHDRAWN)
                        .thenComparing(OBSERVED))
                .orElseThrow();
    }

    /**
     * Marks the headline of each KPI, and no other row.
     *
     * @param rows the latest rows of one change
     * @return the same rows in the same order
     */
    public static List<AdjustedEffect> mark(List<AdjustedEffect> rows) {
        Map<KpiKey, List<AdjustedEffect>> kpis = new HashMap<>();
        for (AdjustedEffect row : rows) {
            kpis.computeIfAbsent(row.effect().key(), key -> new ArrayList<>()).add(row);
        }
        Map<KpiKey, Long> headlines = new HashMap<>();
        kpis.forEach((key, horizons) -> headlines.put(key, of(horizons).effect().horizonSeconds()));
        return rows.stream()
                .map(row -> row.asHeadline(row.effect().horizonSeconds()
                        == headlines.get(row.effect().key())))
                .toList();
    }

    private static AdjustedEffect longest(Collection<AdjustedEffect> rows, Predicate<AdjustedEffect> which) {
        return rows.stream().filter(which).max(OBSERVED).orElse(null);
    }

    private static boolean isEstimate(AdjustedEffect row) {
        return row.verdict() != Verdict.INSUFFICIENT_DATA;
    }

    private static boolean isEstablished(AdjustedEffect row) {
        return isEstimate(row) && (isFinal(row) || row.verdict().isSignificant());
    }

    private static boolean isFinal(AdjustedEffect row) {
        return row.effect().status() != EffectStatus.PROVISIONAL;
    }
}
