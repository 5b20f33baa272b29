package io.changelens.core.estimator;

import java.util.ArrayList;
import java.util.List;

/**
 * KPIs that a change does not reach: what moved them at the same time as the KPI of the change is not its effect. An
 * object remembers their rows for the last question, so that estimates of one question share them. Not for concurrent use.
 */
public final class Controls {

    /** No controls. */
    public static final Controls NONE = new Controls(List.of());

    private final List<KpiSeries> series;
    private final List<Known> known = new ArrayList<>();

    private record Known(EffectQuestion question, Season season, ControlRows rows) {}

    private Controls(List<KpiSeries> series) {
        this.series = List.copyOf(series);
    }

    /**
     * Creates controls.
     *
     * @param series KPIs over the same steps as that of the change, the whole window after it included
     */
    public static Controls of(List<KpiSeries> series) {
        return series.isEmpty() ? NONE : new Controls(series);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return series.isEmpty();
    }

    /** Returns the rows of the controls at the points of a grid. */
    ControlRows rows(EffectQuestion question, Season season, Grid grid) {
        for (Known each : known) {
            if (each.season() == season && each.question().equals(question)) {
                return each.rows();
            }
        }
        known.removeIf(each -> !each.question().equals(question));
        ControlRows rows = ControlRows.of(series, question, season, grid);
        known.add(new Known(question, season, rows));
        return rows;
    }
}
