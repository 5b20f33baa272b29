package io.changelens.pipeline.sink;

import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Impact;
import io.changelens.core.reason.Reason;
import io.changelens.core.time.OpenEnd;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Tables of the effects job. */
public final class EffectTables {

    /** Effects of changes on KPIs. */
    public static final Table<AdjustedEffect> CHANGE_EFFECTS = Table.<AdjustedEffect>named("change_effects")
            .text("change_id", e -> e.effect().changeId())
            .text("value_stream", e -> e.effect().key().valueStream())
            .text("kpi", e -> e.effect().key().kpi())
            .column("horizon_seconds", e -> e.effect().horizonSeconds())
            .text("service", e -> e.effect().exposure().service())
            .text("change_type", e -> e.effect().exposure().changeType())
            .text("team", e -> e.effect().exposure().team())
            .text("state", e -> e.effect().exposure().state())
            .column("before_at", e -> Instant.ofEpochMilli(e.effect().from()))
            .column("live_at", e -> Instant.ofEpochMilli(e.effect().live()))
            .column("window_end", e -> Instant.ofEpochMilli(e.effect().windowEnd()))
            .column("exposed_until", EffectTables::exposedUntil)
            .text("status", e -> e.effect().status())
            .text("verdict", AdjustedEffect::verdict)
            .column("headline", AdjustedEffect::headline)
            .text("direction", e -> e.effect().exposure().direction())
            .column("material_effect", e -> e.effect().exposure().materialEffect())
            .column("method", e -> names(e.effect().estimate().method()))
            .text("insufficient", e -> code(e.effect().estimate().insufficient()))
            .column("insufficient_args", e -> args(e.effect().estimate().insufficient()))
            .column("placebos", e -> e.effect().estimate().placebos())
            .columns(Sums.class, e -> e.effect().estimate().sums())
            .columns(Levels.class, e -> e.effect().estimate().levels())
            .columns(Difference.class, e -> e.effect().estimate().difference())
            .column("impact", e -> impact(e, Impact.Range::impact))
            .column("impact_low", e -> impact(e, Impact.Range::low))
            .column("impact_high", e -> impact(e, Impact.Range::high))
            .column("p_adjusted", AdjustedEffect::pAdjusted)
            .column("low_adjusted", e -> e.interval().low())
            .column("high_adjusted", e -> e.interval().high())
            .column("family", AdjustedEffect::family)
            .column("confounded", e -> e.effect().confounderCount() > 0)
            .column("confounders", e -> e.effect().confounders())
            .column("confounder_count", e -> e.effect().confounderCount())
            .column("catalog_revision", e -> e.effect().exposure().catalogRevision())
            .column("revision", AdjustedEffect::revision)
            .key("change_id", "value_stream", "kpi", "horizon_seconds")
            .build();

    private EffectTables() {}

    private static List<String> names(List<EstimationStep> steps) {
        return steps.stream().map(EstimationStep::name).toList();
    }

    static String code(Reason reason) {
        return reason == null ? "" : reason.code();
    }

    static List<String> args(Reason reason) {
        return reason == null ? List.of() : reason.args();
    }

    private static Double impact(AdjustedEffect row, ToDoubleFunction<Impact.Range> figure) {
        EffectEstimate estimate = row.effect().estimate();
        return estimate.insufficient() == null
                ? figure.applyAsDouble(estimate.impact().range())
                : null;
    }

    private static Instant exposedUntil(AdjustedEffect row) {
        long until = row.effect().exposedUntil();
        return until == OpenEnd.TIME ? null : Instant.ofEpochMilli(until);
    }
}
