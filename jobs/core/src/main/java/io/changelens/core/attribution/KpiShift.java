package io.changelens.core.attribution;

import io.changelens.core.reason.Reason;
import java.util.Locale;

/**
 * The shift of a KPI of a changed service, or of one that calls it, at a change.
 *
 * @param service the calling service; empty for the changed service itself
 * @param kpi id of the KPI
 * @param finding how the windows were compared
 * @param factor likelihood ratio of the shift with and without harm by the change; 1 is neutral
 * @param ratio the KPI after the change over its expectation; infinite or NaN if that is 0
 * @param before minutes with data where the change is live, before it
 * @param after the same, after it
 * @param othersBefore minutes with data where it is not live, before it
 * @param othersAfter the same, after it
 */
public record KpiShift(
        String service,
        String kpi,
        KpiFinding finding,
        double factor,
        double ratio,
        int before,
        int after,
        int othersBefore,
        int othersAfter) {

    private static final double PERCENT = 100;

    /** Whether cohorts with the change were compared with cohorts without it. */
    public boolean contrasted() {
        return finding == KpiFinding.WITH_OTHERS
                || finding == KpiFinding.WITH_BEFORE_AND_OTHERS
                || finding == KpiFinding.SILENT;
    }

    /** Whether there was anything to compare. */
    public boolean compared() {
        return finding != KpiFinding.NO_DATA;
    }

    KpiShift weighing(double other) {
        return new KpiShift(service, kpi, finding, other, ratio, before, after, othersBefore, othersAfter);
    }

    /** Returns the shift as one of a service that calls the changed one. */
    public KpiShift inCaller(String caller) {
        KpiFinding found = compared() ? KpiFinding.IN_CALLER : finding;
        return new KpiShift(caller, kpi, found, factor, ratio, before, after, othersBefore, othersAfter);
    }

    /**
     * Returns the shift, which is for the worse, as a reason against the change. A KPI that shifted from 0 has no finite
     * relative shift.
     */
    Reason reason() {
        if (finding == KpiFinding.SILENT) {
            return CandidateReason.SILENT_WHERE_LIVE.with(kpi);
        }
        if (!service.isEmpty()) {
            return CandidateReason.CALLER_WORSE.with(service, kpi);
        }
        if (!Double.isFinite(ratio)) {
            return (contrasted() ? CandidateReason.KPI_WORSE_WHERE_LIVE : CandidateReason.KPI_WORSE).with(kpi);
        }
        String percent = String.format(Locale.ROOT, "%+.1f", (ratio - 1) * PERCENT);
        return (contrasted() ? CandidateReason.KPI_SHIFTED_WHERE_LIVE : CandidateReason.KPI_SHIFTED).with(kpi, percent);
    }

    /** The finding with its arguments; the factor with three significant digits. */
    public Reason described() {
        Object[] values = finding.arguments().stream()
                .map(argument -> switch (argument) {
                    case "service" -> service;
                    case "kpi" -> kpi;
                    case "factor" -> String.format(Locale.ROOT, "%.3g", factor);
                    case "before" -> before;
                    case "after" -> after;
                    case "others_before" -> othersBefore;
                    case "others_after" -> othersAfter;
                    default -> throw new IllegalStateException(argument);
                })
                .toArray();
        return finding.with(values);
    }
}
