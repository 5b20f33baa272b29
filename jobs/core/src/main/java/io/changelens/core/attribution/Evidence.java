package io.changelens.core.attribution;

import io.changelens.core.reason.Reason;
import java.util.List;

/**
 * The evidence of the KPIs of a changed service: the likelihood ratio of their shifts with and without harm by the
 * change.
 *
 * @param factor likelihood ratio; 1 is neutral
 * @param contrasted whether cohorts with the change were compared with cohorts without it at the same time
 * @param reason what the KPIs show; null when there is nothing to report
 */
public record Evidence(double factor, boolean contrasted, Reason reason) {

    /** Neutral evidence. */
    public static final Evidence NONE = new Evidence(1, false, null);

    /** Probability that harm shows in the KPIs of the changed service at all. */
    private static final double VISIBLE = 0.9;

    /** Evidence of harm is reported from this likelihood ratio on. */
    private static final double NOTEWORTHY = 3;

    /**
     * Combines the shifts of all KPIs: {@code 0.9 mean(factors) + 0.1} over the factors that are not 1. Each KPI is
     * equally likely to be the one that is harmed, and with a probability of 0.1 harm shows in none.
     */
    public static Evidence of(List<KpiShift> shifts) {
        List<KpiShift> speaking = shifts.stream().filter(s -> s.factor() != 1).toList();
        if (speaking.isEmpty()) {
            return NONE;
        }
        double mean = speaking.stream().mapToDouble(KpiShift::factor).average().orElseThrow();
        KpiShift clearest = speaking.stream()
                .reduce((a, b) -> b.factor() > a.factor() ? b : a)
                .orElseThrow();
        return new Evidence(
                VISIBLE * mean + 1 - VISIBLE,
                speaking.stream().anyMatch(KpiShift::contrasted),
                clearest.factor() >= NOTEWORTHY ? clearest.reason() : null);
    }

    /** Whether cohorts with the change are noticeably worse off than cohorts without it. */
    boolean isHarmWhereLive() {
        return contrasted && factor >= NOTEWORTHY;
    }

    /**
     * Returns the weaker evidence against a change that went live long before an incident. Harm must show both in all
     * the time since the change and around the incident: harm that ended hours before the incident did not cause it,
     * and harm that began hours after the change has another cause.
     *
     * @param sinceLive evidence over all the time since the change
     * @param lately evidence over the time around the incident
     */
    public static Evidence weaker(Evidence sinceLive, Evidence lately) {
        return lately.factor() < sinceLive.factor() ? lately : sinceLive;
    }
}
