package io.changelens.pipeline.effects;

import io.changelens.core.effect.DirtyRange;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectPath;
import io.changelens.core.effect.EffectPlan;
import io.changelens.core.effect.EffectSettings;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.KpiSums;
import io.changelens.core.effect.MeasuredEffect;
import io.changelens.core.effect.Surroundings;
import io.changelens.core.effect.TrackedIntervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.Minute;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Measures the effects of changes on one KPI of one value stream. An effect is estimated at each eighth of its horizon
 * (interim analyses) and when the horizon is full, and again when outcomes or interventions that the estimate read arrive
 * late, until the effect closes. An analysis is due when the watermark reaches its end: by then, the outcomes of every
 * earlier minute have arrived. An interim analysis that the watermark passes together with the next one is skipped. Late
 * outcomes and interventions are collected until the next whole minute of event time.
 *
 * <p>How an effect goes on after the change is a side output; see {@link Paths}.
 *
 * <p>State: {@link KpiHistory} and {@link Interventions}, bounded by time; paths and the last row of each effect until it closes. Sums
 * of a closed minute cannot be distinguished from a copy; they are counted as late and ignored.
 */
public final class MeasureEffects extends KeyedCoProcessFunction<KpiKey, OutcomeMinute, Intervention, Effect> {

    static final MapStateDescriptor<String, MeasuredEffect> MEASURED =
            new MapStateDescriptor<>("measured", Types.STRING, TypeInformation.of(MeasuredEffect.class));

    static final ValueStateDescriptor<DirtyRange> DIRTY =
            new ValueStateDescriptor<>("dirty", TypeInformation.of(DirtyRange.class));

    /** Paths of effects, each replacing the one with a lower revision. */
    static final OutputTag<EffectPath> PATHS = new OutputTag<>("paths", TypeInformation.of(EffectPath.class));

    private final EffectSettings settings;
    private final Duration lateness;
    private final Duration patience;
    private transient KpiHistory history;
    private transient Interventions interventions;
    private transient Paths paths;
    private transient MapState<String, MeasuredEffect> measured;
    private transient ValueState<DirtyRange> dirty;
    private transient Counter late;

    /** A function with the options of the effects job. */
    public MeasureEffects(Settings settings) {
        this.settings = settings.effects();
        this.lateness = settings.lateness();
        this.patience = settings.retention();
    }

    @Override
    public void open(OpenContext context) {
        history = new KpiHistory(getRuntimeContext(), lateness, settings.retention());
        interventions = new Interventions(getRuntimeContext(), settings.longest(), patience, settings.retention());
        paths = new Paths(getRuntimeContext(), settings);
        measured = getRuntimeContext().getMapState(MEASURED);
        dirty = getRuntimeContext().getState(DIRTY);
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processElement1(OutcomeMinute outcome, Context context, Collector<Effect> out) throws Exception {
        TimerService timers = context.timerService();
        long now = watermark(timers);
        long minute = outcome.getMinute().toEpochMilli();
        if (history.isClosed(outcome, now)) {
            late.inc();
            return;
        }
        if (history.replace(context.getCurrentKey(), outcome, now)) {
            history.deadlines(minute, now).forEach(timers::registerEventTimeTimer);
            markDirty(new DirtyRange(minute, Minute.end(minute)), timers);
        }
    }

    @Override
    public void processElement2(Intervention revision, Context context, Collector<Effect> out) throws Exception {
        TimerService timers = context.timerService();
        TrackedIntervention known = interventions.put(revision);
        if (known == null) {
            return;
        }
        timers.registerEventTimeTimer(Math.max(interventions.over(known), nextMinute(timers)));
        markDirty(new DirtyRange(known.firstFrom(), known.lastUntil()), timers);
        if (revision.kind() == Intervention.Kind.CHANGE) {
            timers.registerEventTimeTimer(nextMinute(timers));
            if (revision.withdrawn()) {
                withdraw(revision, out);
                emit(paths.withdraw(revision), context);
            } else {
                schedule(known.latest(), timers);
            }
        }
    }

    /** Registers a timer for what is due first of each effect; each timer registers the next one of its effect. */
    private void schedule(Intervention change, TimerService timers) {
        long now = watermark(timers);
        for (Duration horizon : settings.horizons()) {
            EffectPlan plan = EffectPlan.of(change, change.until(), horizon, settings);
            if (plan.closesAt() > now) {
                timers.registerEventTimeTimer(plan.nextAfter(now));
            }
        }
        paths.schedule(change, timers, now);
    }

    private static void emit(EffectPath path, Context context) {
        if (path != null) {
            context.output(PATHS, path);
        }
    }

    private void withdraw(Intervention withdrawal, Collector<Effect> out) throws Exception {
        Map<String, MeasuredEffect> withdrawn = new HashMap<>();
        for (var entry : measured.entries()) {
            MeasuredEffect row = entry.getValue();
            boolean holds = row.effect().status() != EffectStatus.WITHDRAWN;
            if (holds && row.effect().changeId().equals(withdrawal.id())) {
                withdrawn.put(entry.getKey(), row.withdrawnBy(withdrawal));
            }
        }
        measured.putAll(withdrawn);
        withdrawn.values().forEach(row -> out.collect(row.effect()));
    }

    /** Only what lies before the clock can have been read. */
    private void markDirty(DirtyRange times, TimerService timers) throws Exception {
        if (times.from() < watermark(timers)) {
            dirty.update(times.and(dirty.value()));
            timers.registerEventTimeTimer(nextMinute(timers));
        }
    }

    /** Each timer sees its own time, not the watermark's, which may have passed many at once, as after a start. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Effect> out) throws Exception {
        TimerService timers = context.timerService();
        history.tidy(context.getCurrentKey(), timestamp);
        Surroundings surroundings = interventions.at(timestamp);
        DirtyRange since = dirty.value();
        dirty.clear();
        for (Intervention change : surroundings.changes()) {
            for (Duration horizon : settings.horizons()) {
                EffectPlan plan = EffectPlan.of(change, change.until(), horizon, settings);
                boolean onTime = plan.isDueAt(timestamp);
                if (plan.closesAt() > timestamp && (onTime || since != null)) {
                    if (onTime) {
                        timers.registerEventTimeTimer(plan.nextAfter(timestamp));
                    }
                    int analysis = plan.analysisAt(timestamp);
                    if (isDue(change, plan, analysis, since, timers)) {
                        measure(change, plan, analysis, surroundings, out);
                    }
                }
            }
            emit(paths.measure(change, surroundings, since, history, timers, timestamp), context);
        }
        forgetClosed(timestamp);
        paths.forgetClosed(timestamp);
    }

    private boolean isDue(Intervention change, EffectPlan plan, int analysis, DirtyRange since, TimerService timers)
            throws Exception {
        if (analysis == 0) {
            return false;
        }
        MeasuredEffect before = measured.get(name(change, plan));
        if (analysis < EffectPlan.LAST_ANALYSIS) {
            return plan.analysisAt(watermark(timers)) == analysis && (before == null || before.analysis() != analysis);
        }
        return before == null
                || before.analysis() != analysis
                || (since != null && plan.reads(since.from(), since.until(), analysis));
    }

    private void measure(
            Intervention change, EffectPlan plan, int analysis, Surroundings surroundings, Collector<Effect> out)
            throws Exception {
        KpiSums sums = history.read(change, plan, analysis);
        String name = name(change, plan);
        MeasuredEffect before = measured.get(name);
        MeasuredEffect now = MeasuredEffect.of(before, change, plan, analysis, sums, surroundings);
        if (!now.equals(before)) {
            measured.put(name, now);
            out.collect(now.effect());
        }
    }

    private static String name(Intervention change, EffectPlan plan) {
        return change.id() + "|" + plan.horizon();
    }

    private void forgetClosed(long now) throws Exception {
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

    /** The watermark, kept where times can be added to it. */
    private static long watermark(TimerService timers) {
        return Math.max(-OpenEnd.TIME, Math.min(OpenEnd.TIME, timers.currentWatermark()));
    }

    private static long nextMinute(TimerService timers) {
        return Minute.after(watermark(timers));
    }
}
