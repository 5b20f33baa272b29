package io.changelens.pipeline.effects;

import io.changelens.core.effect.ControlHour;
import io.changelens.core.effect.DirtyRange;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectPath;
import io.changelens.core.effect.EffectPlan;
import io.changelens.core.effect.EffectSettings;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.KpiSums;
import io.changelens.core.effect.Surroundings;
import io.changelens.core.effect.TrackedIntervention;
import io.changelens.core.estimator.Controls;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.Minute;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Measures the effects of changes on one KPI of one value stream, beside the closed hours of all KPIs. The input is outcomes
 * and interventions. What is due when is told by {@link Horizons} and {@link Paths}; when the watermark reaches that time,
 * the outcomes of every earlier minute have arrived. Late outcomes and interventions are collected until the next whole
 * minute of event time.
 *
 * <p>How an effect goes on after the change is a side output.
 *
 * <p>State: {@link KpiHistory} and {@link Interventions}, bounded by time; {@link Horizons}, {@link Paths} and
 * {@link ControlHours}. Sums of a closed minute cannot be distinguished from a copy; they are counted as late and ignored.
 */
public final class MeasureEffects
        extends KeyedBroadcastProcessFunction<KpiKey, Either<OutcomeMinute, Intervention>, ControlHour, Effect> {

    private static final long serialVersionUID = 1L;

    static final ValueStateDescriptor<DirtyRange> DIRTY =
            new ValueStateDescriptor<>("dirty", TypeInformation.of(DirtyRange.class));

    /** Paths of effects, each replacing the one with a lower revision. */
    static final OutputTag<EffectPath> PATHS = new OutputTag<>("paths", TypeInformation.of(EffectPath.class));

    private final EffectSettings settings;
    private final Duration patience;
    private transient KpiHistory history;
    private transient Interventions interventions;
    private transient Horizons horizons;
    private transient Paths paths;
    private transient ControlHours controlHours;
    private transient ValueState<DirtyRange> dirty;
    private transient Counter late;

    /** A function with the options of the effects job. */
    public MeasureEffects(Settings settings) {
        this.settings = settings.effects();
        this.patience = settings.retention();
    }

    @Override
    public void open(OpenContext context) {
        history = new KpiHistory(getRuntimeContext(), settings);
        interventions = new Interventions(getRuntimeContext(), settings.longest(), patience, settings.retention());
        horizons = new Horizons(getRuntimeContext(), settings);
        paths = new Paths(getRuntimeContext(), settings);
        controlHours = new ControlHours(settings.retention());
        dirty = getRuntimeContext().getState(DIRTY);
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processBroadcastElement(ControlHour hour, Context context, Collector<Effect> out) throws Exception {
        controlHours.add(hour, context.getBroadcastState(ControlHours.DAYS));
    }

    @Override
    public void processElement(
            Either<OutcomeMinute, Intervention> input, ReadOnlyContext context, Collector<Effect> out)
            throws Exception {
        if (input.isLeft()) {
            process(input.left(), context);
        } else {
            process(input.right(), context, out);
        }
    }

    private void process(OutcomeMinute outcome, ReadOnlyContext context) throws Exception {
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

    private void process(Intervention revision, ReadOnlyContext context, Collector<Effect> out) throws Exception {
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
                horizons.withdraw(revision).forEach(out::collect);
                emit(paths.withdraw(revision), context);
            } else {
                horizons.schedule(known.latest(), timers, watermark(timers));
                paths.schedule(known.latest(), timers, watermark(timers));
            }
        }
    }

    private static void emit(EffectPath path, ReadOnlyContext context) {
        if (path != null) {
            context.output(PATHS, path);
        }
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
        KpiSources sources = new At(timestamp, context.getBroadcastState(ControlHours.DAYS));
        for (Intervention change : surroundings.changes()) {
            horizons.measure(change, surroundings, since, sources, timers, timestamp)
                    .forEach(out::collect);
            emit(paths.measure(change, surroundings, since, sources, timers, timestamp), context);
        }
        horizons.forgetClosed(timestamp);
        paths.forgetClosed(timestamp);
    }

    /** What is known of the KPI and its controls at the time of a timer. */
    private final class At implements KpiSources {

        private final long now;
        private final ReadOnlyBroadcastState<ControlDay, long[]> days;

        private At(long now, ReadOnlyBroadcastState<ControlDay, long[]> days) {
            this.now = now;
            this.days = days;
        }

        @Override
        public KpiSums sums(Intervention change, EffectPlan plan, int analysis) throws Exception {
            return history.read(change, plan, analysis);
        }

        @Override
        public Controls controls(Intervention change, EffectPlan plan) throws Exception {
            return controlHours.of(change, plan, now, days);
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
