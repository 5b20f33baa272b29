package io.changelens.core.attribution;

import io.changelens.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The evidence of the KPIs of a changed service, and of the services that call it: the likelihood ratio of their shifts
 * with and without harm by the change.
 *
 * @param factor likelihood ratio of the changed service's own KPIs; 1 is neutral
 * @param contrasted whether the KPI that speaks most for harm was compared with cohorts without the change at the same
 *     time
 * @param reason what the KPIs show; null when there is nothing to report
 * @param callers likelihood ratio of the KPIs of the services that call the changed one; 1 is neutral
 * @param kpis what each KPI shows, those of callers last
 */
public record Evidence(double factor, boolean contrasted, Reason reason, double callers, List<KpiShift> kpis) {

    /** Neutral evidence, without data. */
    public static final Evidence NONE = new Evidence(1, false, null);

    /** Probability that harm shows in the KPIs of the changed service at all. */
    private static final double VISIBLE = 0.9;
    /** Probability that harm shows in the KPIs of a calling service. */
    private static final double VISIBLE_IN_CALLERS = 0.6;
    /** Limit of the evidence of callers, which may fail for other reasons. */
    private static final double MOST_OF_CALLERS = 30;

    /** Evidence of harm is reported from this likelihood ratio on. */
    private static final double NOTEWORTHY = 3;

    /** Creates evidence of which only the likelihood ratio is known. */
    public Evidence(double factor, boolean contrasted, Reason reason) {
        this(factor, contrasted, reason, 1, List.of());
    }

    /**
     * Combines the shifts of all KPIs: {@code 0.9 mean(factors) + 0.1} over the KPIs that could be compared. Each KPI is
     * equally likely to be the one that is harmed, and with a probability of 0.1 harm shows in none.
     */
    public static Evidence of(List<KpiShift> shifts) {
        List<KpiShift> speaking = shifts.stream().filter(KpiShift::compared).toList();
        if (speaking.isEmpty()) {
            return new Evidence(1, false, null, 1, List.copyOf(shifts));
        }
        KpiShift clearest = clearest(speaking);
        return new Evidence(
                visible(speaking, VISIBLE),
                clearest.contrasted(),
                clearest.factor() >= NOTEWORTHY ? clearest.reason() : null,
                1,
                List.copyOf(shifts));
    }

    private static double visible(List<KpiShift> speaking, double probability) {
        double mean = speaking.stream().mapToDouble(KpiShift::factor).average().orElseThrow();
        return probability * mean + 1 - probability;
    }

    private static KpiShift clearest(List<KpiShift> speaking) {
        return speaking.stream()
                .reduce((a, b) -> b.factor() > a.factor() ? b : a)
                .orElseThrow();
    }

    /**
     * Adds the evidence of calling services, {@code 0.6 P / (1 + P / 30) + 0.4}. P is the product over the callers of the
     * mean factor of the caller's KPIs: harm by a change shows in all that call its service, or in none. It is limited to
     * 18.4, as callers fail for other reasons too.
     *
     * @param shifts shifts of the callers' KPIs at the change
     */
    public Evidence withCallers(List<KpiShift> shifts) {
        Map<String, List<KpiShift>> byCaller = shifts.stream()
                .filter(KpiShift::compared)
                .collect(Collectors.groupingBy(KpiShift::service, TreeMap::new, Collectors.toList()));
        if (byCaller.isEmpty()) {
            return this;
        }
        double product = 1;
        List<KpiShift> all = new ArrayList<>(kpis);
        for (List<KpiShift> ofCaller : byCaller.values()) {
            product *= ofCaller.stream().mapToDouble(KpiShift::factor).average().orElseThrow();
            all.addAll(ofCaller);
        }
        KpiShift clearest = clearest(all.subList(kpis.size(), all.size()));
        boolean noteworthy = reason == null && clearest.factor() >= NOTEWORTHY;
        double limited = product / (1 + product / MOST_OF_CALLERS);
        double ofCallers = VISIBLE_IN_CALLERS * limited + 1 - VISIBLE_IN_CALLERS;
        return new Evidence(factor, contrasted, noteworthy ? clearest.reason() : reason, ofCallers, List.copyOf(all));
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
