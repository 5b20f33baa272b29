package io.changelens.core.effect;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimate;
import java.util.List;

/**
 * The effect of a change over one part of its path.
 *
 * @param part the part
 * @param exposedMinutes minutes of the part in which the change was live; less than its length after a rollback
 * @param estimate the figures, all finite
 * @param revision revision of the part; see {@link EffectRevision}
 */
public record MeasuredPart(PathPart part, int exposedMinutes, EffectEstimate estimate, long revision) {

    /**
     * Measures a part that is complete.
     *
     * @param part the part
     * @param change the change
     * @param plan times of the part: {@link EffectPlan#of(Intervention, PathPart, EffectSettings)}
     * @param sums sums of the KPI from {@code plan.begin()} to the end of the part
     * @param surroundings all interventions on the KPI
     * @param controls KPIs that the change does not reach, over the same minutes
     */
    public static MeasuredPart of(
            PathPart part,
            Intervention change,
            EffectPlan plan,
            KpiSums sums,
            Surroundings surroundings,
            Controls controls) {
        int analysis = EffectPlan.LAST_ANALYSIS;
        List<Intervention> others = surroundings.others(change, plan, analysis);
        boolean volume = change.exposure().type() == KpiType.VOLUME;
        return new MeasuredPart(
                part,
                plan.exposed(),
                EffectEstimation.estimate(plan, analysis, volume ? Volumes.of(sums) : sums, others, controls),
                EffectRevision.of(
                        surroundings.ownEvents(change, plan),
                        sums.events() + surroundings.otherEvents(change, plan, analysis),
                        EffectRevision.analysis(analysis, controls)));
    }

    /** The same part of a change that no longer affects the KPI. */
    public MeasuredPart withdrawnBy(Intervention withdrawal) {
        long later = Math.max(revision, EffectRevision.of(withdrawal.revision(), 0, 0));
        return new MeasuredPart(part, exposedMinutes, estimate, later);
    }

    boolean isEstimate() {
        return estimate.insufficient() == null;
    }
}
