package io.changelens.pipeline.effects;

import io.changelens.core.effect.DirtyRange;
import io.changelens.core.effect.EffectPath;
import io.changelens.core.effect.EffectPlan;
import io.changelens.core.effect.EffectSettings;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.MeasuredPart;
import io.changelens.core.effect.PathPart;
import io.changelens.core.effect.Surroundings;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Measures the paths of effects on one KPI. A part is estimated when it is complete, beside controls as soon as the
 * hours of these are closed, and again when outcomes or interventions that it read arrive late, until it closes.
 *
 * <p>State: the latest path of each change, until its last part closes. Parts that end after the longest horizon are left out,
 * since the history is kept no longer.
 */
final class Paths {

    static final MapStateDescriptor<String, EffectPath> PATHS =
            new MapStateDescriptor<>("paths", Types.STRING, TypeInformation.of(EffectPath.class));

    private final MapState<String, EffectPath> paths;
    private final EffectSettings settings;
    private final List<PathPart> parts;

    Paths(RuntimeContext context, EffectSettings settings) {
        this.paths = context.getMapState(PATHS);
        this.settings = settings;
        this.parts = PathPart.within(settings.longest());
    }

    /** Registers a timer for the end of each part that is still to come, and for when the others close. */
    void schedule(Intervention change, TimerService timers, long now) {
        for (PathPart part : parts) {
            EffectPlan plan = plan(change, part);
            if (plan.closesAt() > now) {
                long end = plan.windowEnd(EffectPlan.LAST_ANALYSIS);
                timers.registerEventTimeTimer(end > now ? end : plan.nextAfter(now));
            }
        }
    }

    private boolean isDue(Intervention change, long now) {
        for (PathPart part : parts) {
            EffectPlan plan = plan(change, part);
            if (plan.windowEnd(EffectPlan.LAST_ANALYSIS) == now || plan.controlledAt() == now) {
                return true;
            }
        }
        return false;
    }

    /**
     * Measures the parts of a change's path that are due.
     *
     * @param change the change
     * @param surroundings all interventions on the KPI
     * @param since what arrived late; null for nothing
     * @param sources sums of the KPI and of its controls
     * @param timers timers of the KPI
     * @param now time of the timer
     * @return the path; null if it is unchanged
     */
    EffectPath measure(
            Intervention change,
            Surroundings surroundings,
            DirtyRange since,
            KpiSources sources,
            TimerService timers,
            long now)
            throws Exception {
        if (parts.isEmpty() || plan(change, last()).closesAt() <= now || (since == null && !isDue(change, now))) {
            return null;
        }
        EffectPath before = paths.get(change.id());
        boolean holds = before != null && before.status() != EffectStatus.WITHDRAWN;
        List<MeasuredPart> measured = new ArrayList<>();
        boolean revised = false;
        for (PathPart part : parts) {
            MeasuredPart known = known(before, part);
            EffectPlan plan = plan(change, part);
            boolean open = plan.closesAt() > now;
            long end = plan.windowEnd(EffectPlan.LAST_ANALYSIS);
            boolean complete = end <= now;
            boolean beside = plan.controlledAt() == now;
            if (open && (end == now || beside)) {
                timers.registerEventTimeTimer(plan.nextAfter(now));
            }
            boolean late = since != null && plan.reads(since.from(), since.until(), EffectPlan.LAST_ANALYSIS);
            if (open && complete && (known == null || !holds || late || beside)) {
                measured.add(MeasuredPart.of(
                        part,
                        change,
                        plan,
                        sources.sums(change, plan, EffectPlan.LAST_ANALYSIS),
                        surroundings,
                        sources.controls(change, plan)));
                revised = true;
            } else if (known != null) {
                measured.add(known);
            }
        }
        if (!revised) {
            return null;
        }
        boolean whole = measured.get(measured.size() - 1).part() == last();
        return put(
                before,
                EffectPath.of(
                        change,
                        whole ? EffectStatus.FINAL : EffectStatus.PROVISIONAL,
                        measured,
                        plan(change, last()).closesAt()));
    }

    private PathPart last() {
        return parts.get(parts.size() - 1);
    }

    private EffectPlan plan(Intervention change, PathPart part) {
        return EffectPlan.of(change, part, settings);
    }

    /** Returns the path that withdraws that of a change that no longer affects the KPI; null if there is none to withdraw. */
    EffectPath withdraw(Intervention withdrawal) throws Exception {
        EffectPath before = paths.get(withdrawal.id());
        boolean holds = before != null && before.status() != EffectStatus.WITHDRAWN;
        return holds ? put(before, before.withdrawnBy(withdrawal)) : null;
    }

    private EffectPath put(EffectPath before, EffectPath path) throws Exception {
        if (path.equals(before)) {
            return null;
        }
        paths.put(path.changeId(), path);
        return path;
    }

    private static MeasuredPart known(EffectPath path, PathPart part) {
        return path == null
                ? null
                : path.steps().stream()
                        .filter(step -> step.part() == part)
                        .map(EffectPath.Step::measured)
                        .findFirst()
                        .orElse(null);
    }

    /** Removes the paths that are no longer revised. */
    void forgetClosed(long now) throws Exception {
        List<String> closed = new ArrayList<>();
        for (EffectPath path : paths.values()) {
            if (path.closesAt() <= now) {
                closed.add(path.changeId());
            }
        }
        for (String change : closed) {
            paths.remove(change);
        }
    }
}
