package io.changelens.pipeline.effects;

import io.changelens.core.effect.DirtyRange;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectPlan;
import io.changelens.core.effect.EffectSettings;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.KpiSums;
import io.changelens.core.effect.MeasuredEffect;
import io.changelens.core.effect.Surroundings;
import io.changelens.core.estimator.Controls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Measures the effects of changes on one KPI over each horizon: at each eighth of the horizon, when it is full, beside
 * controls as soon as the hours of these are closed, and again when outcomes or interventions that the estimate read arrive
 * late, until the effect closes. An interim analysis that the watermark passes together with the next one is skipped.
 *
 * <p>State: the last row of each effect until it closes.
 */
final class Horizons {

    static final MapStateDescriptor<String, MeasuredEffect> MEASURED =
            new MapStateDescriptor<>("measured", Types.STRING, TypeInformation.of(MeasuredEffect.class));

    private final MapState<String, MeasuredEffect> measured;
    private final EffectSettings settings;

    Horizons(RuntimeContext context, EffectSettings settings) {
        this.measured = context.getMapState(MEASURED);
        this.settings = settings;
    }

    private EffectPlan plan(Intervention change, Duration horizon) {
        return EffectPlan.of(change, change.until(), horizon, settings);
    }

    /** Registers a timer for what is due first of each effect; each timer registers the next one of its effect. */
    void schedule(Intervention change, TimerService timers, long now) {
        for (Duration horizon : settings.horizons()) {
            EffectPlan plan = plan(change, horizon);
            if (plan.closesAt() > now) {
                timers.registerEventTimeTimer(plan.nextAfter(now));
            }
        }
    }

    /**
     * Measures the effects of a change that are due.
     *
     * @param change the change
     * @param surroundings all interventions on the KPI
     * @param since what arrived late; null for nothing
     * @param sources sums of the KPI and of its controls
     * @param timers timers of the KPI
     * @param now time of the timer; the watermark may be later
     * @return rows that are new or differ from the last ones
     */
    List<Effect> measure(
            Intervention change,
            Surroundings surroundings,
            DirtyRange since,
            KpiSources sources,
            TimerService timers,
            long now)
            throws Exception {
        List<Effect> rows = new ArrayList<>();
        for (Duration horizon : settings.horizons()) {
            EffectPlan plan = plan(change, horizon);
            boolean onTime = plan.isDueAt(now);
            boolean beside = plan.controlledAt() == now;
            if (plan.closesAt() > now && (onTime || beside || since != null)) {
                if (onTime || beside) {
                    timers.registerEventTimeTimer(plan.nextAfter(now));
                }
                int analysis = plan.analysisAt(now);
                if (beside || isDue(change, plan, analysis, since, timers)) {
                    Effect row = measure(change, plan, analysis, surroundings, sources);
                    if (row != null) {
                        rows.add(row);
                    }
                }
            }
        }
        return rows;
    }

    private boolean isDue(Intervention change, EffectPlan plan, int analysis, DirtyRange since, TimerService timers)
            throws Exception {
        if (analysis == 0) {
            return false;
        }
        MeasuredEffect before = measured.get(name(change, plan));
        if (analysis < EffectPlan.LAST_ANALYSIS) {
            return plan.analysisAt(timers.currentWatermark()) == analysis
                    && (before == null || before.analysis() != analysis);
        }
        return before == null
                || before.analysis() != analysis
                || (since != null && plan.reads(since.from(), since.until(), analysis));
    }

    private Effect measure(
            Intervention change, EffectPlan plan, int analysis, Surroundings surroundings, KpiSources sources)
            throws Exception {
        KpiSums sums = sources.sums(change, plan, analysis);
        Controls controls = sources.controls(change, plan);
        String name = name(change, plan);
        MeasuredEffect before = measured.get(name);
        MeasuredEffect now = MeasuredEffect.of(before, change, plan, analysis, sums, surroundings, controls);
        if (now.equals(before)) {
            return null;
        }
        measured.put(name, now);
        return now.effect();
    }

    /** Returns the rows that withdraw those of a change that no longer affects the KPI. */
    List<Effect> withdraw(Intervention withdrawal) throws Exception {
        Map<String, MeasuredEffect> withdrawn = new HashMap<>();
        for (var entry : measured.entries()) {
            MeasuredEffect row = entry.getValue();
            boolean holds = row.effect().status() != EffectStatus.WITHDRAWN;
            if (holds && row.effect().changeId().equals(withdrawal.id())) {
                withdrawn.put(entry.getKey(), row.withdrawnBy(withdrawal));
            }
        }
        measured.putAll(withdrawn);
        return withdrawn.values().stream().map(MeasuredEffect::effect).toList();
    }

    private static String name(Intervention change, EffectPlan plan) {
        return change.id() + "|" + plan.horizon();
    }

    /** Removes the effects that are no longer revised. */
    void forgetClosed(long now) throws Exception {
        List<String> closed = new ArrayList<>();
        for (var entry : measured.entries()) {
            if (entry.getValue().effect().closesAt() <= now) {
                closed.add(entry.getKey());
            }
        }
        for (String name : closed) {
            measured.remove(name);
        }
    }
}
