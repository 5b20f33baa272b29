package io.changelens.pipeline.effects;

import io.changelens.core.effect.ControlHour;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.kpi.KpiStore;
import io.changelens.schemas.OutcomeMinute;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Emits the sums of a KPI in each hour of activity, once, when the hour closes: then no activity revises it. An hour without
 * activity, such as those of availability, is not emitted, since an incident may revise it days later.
 *
 * <p>State: the minutes of open hours by service and cohort, until {@code lateness} and an hour have passed since the end
 * of the hour.
 */
final class CloseControlHours extends KeyedProcessFunction<KpiKey, OutcomeMinute, ControlHour> {

    private static final long serialVersionUID = 1L;

    static final MapStateDescriptor<OpenHour, KpiHour> OPEN = KpiStore.descriptor("open-control-hours", OpenHour.class);

    private final long openHour;
    private transient KpiStore<OpenHour> open;

    CloseControlHours(Settings settings) {
        openHour = settings.effects().openHour().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        open = new KpiStore<>(getRuntimeContext(), OPEN);
    }

    @Override
    public void processElement(OutcomeMinute outcome, Context context, Collector<ControlHour> out) throws Exception {
        long hour = KpiHour.startOf(outcome.getMinute().toEpochMilli());
        if (hour + openHour > context.timerService().currentWatermark()) {
            open.replace(new OpenHour(outcome.getService(), outcome.getCohort(), hour), outcome);
            context.timerService().registerEventTimeTimer(hour + openHour);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ControlHour> out) throws Exception {
        // Each hour has a timer of its own, so this is one hour.
        KpiHour sums = KpiHour.empty();
        boolean activity = false;
        for (Map.Entry<OpenHour, KpiHour> entry :
                open.removeUntil(timestamp - openHour).entrySet()) {
            activity |= !entry.getKey().service().isEmpty();
            sums.add(entry.getValue());
        }
        if (activity) {
            out.collect(ControlHour.of(context.getCurrentKey(), timestamp - openHour, sums));
        }
    }
}
