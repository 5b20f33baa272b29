package io.changelens.core.attribution;

import java.util.List;

/**
 * What the KPIs of a changed service say about the change: how much likelier they are if it did harm than if it did not.
 *
 * @param factor the likelihood ratio; 1 says nothing
 * @param contrasted whether places with the change were compared with places without it at the same time
 * @param words what was seen, for people; empty when nothing was
 */
public record Evidence(double factor, boolean contrasted, String words) {

    /** No KPI says anything. */
    public static final Evidence NONE = new Evidence(1, false, "");

    /** How likely harm shows in the KPIs of the changed service at all. */
    private static final double VISIBLE = 0.9;

    /** Below this nothing is said of harm. */
    private static final double NOTEWORTHY = 3;

    /**
     * The evidence of all KPIs together: each is as likely as the others to be the one that is harmed, and harm may
     * show in none.
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
                clearest.factor() >= NOTEWORTHY ? clearest.words() : "");
    }

    /** Whether places with the change are noticeably worse off than places without it. */
    boolean isHarmWhereLive() {
        return contrasted && factor >= NOTEWORTHY;
    }

    /**
     * The evidence against a change that went live long before an incident. Harm has to show in all the time since, and
     * around the incident too: what ended hours before it did not bring it about, and what began hours after the change
     * came from something else.
     *
     * @param sinceLive the KPIs in all the time since the change
     * @param lately the KPIs around the incident
     */
    public static Evidence weaker(Evidence sinceLive, Evidence lately) {
        return lately.factor() < sinceLive.factor() ? lately : sinceLive;
    }
}
