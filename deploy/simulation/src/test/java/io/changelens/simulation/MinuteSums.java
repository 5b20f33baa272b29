package io.changelens.simulation;

import io.changelens.core.catalog.Contribution;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.LearningActivityEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A simulation's KPIs by minute, added up in memory. */
public final class MinuteSums {

    private static final int MINUTES = Terms.DAYS * 1440;

    private final Map<Key, double[][]> sums = new HashMap<>();

    MinuteSums(Simulation simulation) {
        for (int day = 0; day < Terms.DAYS; day++) {
            for (LearningActivityEvent event : simulation.activity(day)) {
                for (Contribution c : simulation.catalog().contributions(event.getService(), event.getVerb())) {
                    double[][] both = sums.computeIfAbsent(
                            new Key(c.valueStream(), c.kpi(), event.getCohort()), k -> new double[2][MINUTES]);
                    int minute = minute(event.getOccurredAt());
                    both[0][minute] += amount(c.numerator(), event);
                    both[1][minute] += amount(c.denominator(), event);
                }
            }
        }
    }

    /** Minutes since the begin of the simulation. */
    static int minute(Instant at) {
        return Math.toIntExact(Duration.between(Terms.begin(), at).toMinutes());
    }

    /** What an event adds to a sum. */
    static double amount(Aggregate aggregate, LearningActivityEvent event) {
        if (aggregate == null) {
            return 0;
        }
        return switch (aggregate) {
            case COUNT -> 1;
            case COUNT_SUCCESS -> event.getSuccess() ? 1 : 0;
            case COUNT_FAILURE -> event.getSuccess() ? 0 : 1;
            case SUM_VALUE -> event.getValue();
        };
    }

    /**
     * A KPI over the minutes {@code [begin, end)}; null if there is nothing.
     *
     * @param scope cohorts that got a change; empty means all
     * @param inside whether to look at them, or at all others
     */
    KpiSeries series(String stream, String kpi, List<String> scope, boolean inside, int begin, int end) {
        double[] numerators = new double[end - begin];
        double[] denominators = new double[end - begin];
        sums.forEach((key, both) -> {
            boolean reached = scope.isEmpty() || scope.contains(key.cohort());
            if (key.stream().equals(stream) && key.kpi().equals(kpi) && reached == inside) {
                for (int i = begin; i < end; i++) {
                    numerators[i - begin] += both[0][i];
                    denominators[i - begin] += both[1][i];
                }
            }
        });
        boolean nothing = Arrays.stream(denominators).allMatch(d -> d == 0);
        return nothing ? null : KpiSeries.ofRatio(numerators, denominators);
    }

    private record Key(String stream, String kpi, String cohort) {}
}
