package io.changelens.core.estimator;

import io.changelens.core.reason.ReasonCode;
import java.util.List;

/** Why there is no estimate of an effect. */
public enum Insufficient implements ReasonCode {
    /** The change was live for less than a minute. */
    NOT_LIVE,
    /** The KPI has a negative sum, so that no ratio can be formed. */
    NEGATIVE_SUMS,
    /** A figure is infinite or NaN. */
    NOT_FINITE,
    /** The first analysis of the observation window is still ahead. */
    WINDOW_HARDLY_BEGUN,
    /** The denominator of the observation window counts fewer events than {@code least}. */
    FEW_EVENTS("least"),
    /** The history before the change is {@code days} long, and {@code needed} days are needed. */
    LITTLE_HISTORY("days", "needed"),
    /** The observation window has less than half of its usual data. */
    WINDOW_HALF_EMPTY,
    /** The same window in earlier weeks has no data. */
    NO_EARLIER_WEEKS,
    /** Too few placebo times remain between gaps and other interventions, or the KPI repeats itself exactly. */
    FEW_PLACEBOS,
    /** The KPI has been noisier for {@code days} than it was before: the past no longer tells how far it may stray. */
    UNSETTLED("days"),
    /** The KPI never varied before the change. */
    NEVER_VARIED;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> arguments;

    Insufficient(String... arguments) {
        this.arguments = List.of(arguments);
    }

    @Override
    public List<String> arguments() {
        return arguments;
    }
}
