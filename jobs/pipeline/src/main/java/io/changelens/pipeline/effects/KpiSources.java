package io.changelens.pipeline.effects;

import io.changelens.core.effect.EffectPlan;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.KpiSums;
import io.changelens.core.estimator.Controls;

/** What the estimate of an effect reads, at the time of one timer. */
interface KpiSources {

    /** Sums of the KPI of a change, as an analysis reads them. */
    KpiSums sums(Intervention change, EffectPlan plan, int analysis) throws Exception;

    /** The controls of a change; none until all hours that the last analysis reads are closed. */
    Controls controls(Intervention change, EffectPlan plan) throws Exception;
}
