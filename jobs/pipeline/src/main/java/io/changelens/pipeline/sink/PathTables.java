package io.changelens.pipeline.sink;

import io.changelens.core.effect.EffectPath;
import io.changelens.core.effect.EffectPath.Step;
import io.changelens.core.estimator.Impact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Table of the paths of effects. */
public final class PathTables {

    /** Paths of effects: arrays by part, in order. */
    public static final Table<EffectPath> CHANGE_EFFECT_PATHS = Table.<EffectPath>named("change_effect_paths")
            .text("change_id", EffectPath::changeId)
            .text("value_stream", p -> p.key().valueStream())
            .text("kpi", p -> p.key().kpi())
            .text("service", p -> p.exposure().service())
            .text("change_type", p -> p.exposure().changeType())
            .text("team", p -> p.exposure().team())
            .column("live_at", p -> Instant.ofEpochMilli(p.live()))
            .text("status", EffectPath::status)
            .text("direction", p -> p.exposure().direction())
            .text("came_at", EffectPath::cameAt)
            .text("lasted_until", EffectPath::lastedUntil)
            .column("fading", EffectPath::fading)
            .column("parts", p -> each(p, s -> s.part().name()))
            .column("from_seconds", p -> each(p, s -> s.part().from().toSeconds()))
            .column(
                    "until_seconds",
                    p -> each(
                            p,
                            s -> s.part().from().toSeconds()
                                    + 60L * s.measured().exposedMinutes()))
            .column(
                    "insufficient",
                    p -> each(p, s -> EffectTables.code(s.measured().estimate().insufficient())))
            .column(
                    "insufficient_args",
                    p -> each(p, s -> EffectTables.args(s.measured().estimate().insufficient())))
            .column("expected", p -> each(p, s -> s.measured().estimate().expected()))
            .column("observed", p -> each(p, s -> s.measured().estimate().observed()))
            .column("effect", p -> each(p, s -> s.measured().estimate().effect()))
            .column("low", p -> each(p, s -> s.interval().low()))
            .column("high", p -> each(p, s -> s.interval().high()))
            .column("p", p -> each(p, s -> s.measured().estimate().p()))
            .column("p_adjusted", p -> each(p, Step::pAdjusted))
            .column(
                    "impact",
                    p -> each(p, s -> s.measured().estimate().impact().range().impact()))
            .column(
                    "impact_low",
                    p -> each(p, s -> s.measured().estimate().impact().range().low()))
            .column(
                    "impact_high",
                    p -> each(p, s -> s.measured().estimate().impact().range().high()))
            .column("cumulative", p -> sums(p, Impact.Range::impact))
            .column("cumulative_low", p -> sums(p, Impact.Range::low))
            .column("cumulative_high", p -> sums(p, Impact.Range::high))
            .column("catalog_revision", p -> p.exposure().catalogRevision())
            .column("revision", EffectPath::revision)
            .key("change_id", "value_stream", "kpi")
            .build();

    private PathTables() {}

    private static <V> List<V> each(EffectPath path, Function<Step, V> value) {
        List<V> values = new ArrayList<>();
        path.steps().forEach(step -> values.add(value.apply(step)));
        return values;
    }

    private static List<Double> sums(EffectPath path, ToDoubleFunction<Impact.Range> figure) {
        return path.cumulative().stream().map(figure::applyAsDouble).toList();
    }
}
