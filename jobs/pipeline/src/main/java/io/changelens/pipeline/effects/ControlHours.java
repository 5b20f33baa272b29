package io.changelens.pipeline.effects;

import io.changelens.core.effect.ControlHour;
import io.changelens.core.effect.ControlPanel;
import io.changelens.core.effect.EffectPlan;
import io.changelens.core.effect.Intervention;
import io.changelens.core.estimator.Controls;
import io.changelens.core.kpi.KpiHour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The closed hours of all KPIs, as long as an effect may read them.
 *
 * <p>State: broadcast, so each subtask has it whole; two numbers for each quarter of an hour, removed {@code retention} after
 * the end of their day. On the heap a {@link ControlPanel}, which is built from it.
 */
final class ControlHours {

    /** Sums of the 24 hours of a day by quarters: numerators, then denominators. */
    static final MapStateDescriptor<ControlDay, long[]> DAYS = new MapStateDescriptor<>(
            "control-days", TypeInformation.of(ControlDay.class), TypeInformation.of(long[].class));

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int QUARTERS = (int) (DAY / KpiHour.MILLIS) * ControlHour.QUARTERS;

    private final long retention;
    private ControlPanel panel;

    ControlHours(Duration retention) {
        this.retention = retention.toMillis();
    }

    /** Adds an hour to the state. */
    void add(ControlHour hour, BroadcastState<ControlDay, long[]> days) throws Exception {
        ControlDay key = new ControlDay(hour.key(), Math.floorDiv(hour.hour(), DAY) * DAY);
        long[] known = days.get(key);
        long[] sums = known == null ? new long[2 * QUARTERS] : known;
        int first = (int) ((hour.hour() - key.day()) / KpiHour.MILLIS) * ControlHour.QUARTERS;
        System.arraycopy(hour.numerators(), 0, sums, first, ControlHour.QUARTERS);
        System.arraycopy(hour.denominators(), 0, sums, QUARTERS + first, ControlHour.QUARTERS);
        days.put(key, sums);
        if (known == null) {
            removeUntil(key.day() - DAY - retention, key, days);
        }
        if (panel != null && !panel.add(hour)) {
            panel = null;
        }
    }

    private void removeUntil(long last, ControlDay of, BroadcastState<ControlDay, long[]> days) throws Exception {
        List<ControlDay> due = new ArrayList<>();
        for (Map.Entry<ControlDay, long[]> entry : days.immutableEntries()) {
            ControlDay day = entry.getKey();
            if (day.key().equals(of.key()) && day.day() <= last) {
                due.add(day);
            }
        }
        for (ControlDay day : due) {
            days.remove(day);
            panel = null;
        }
    }

    /** Returns the controls of a change at a time: none until all hours that the analysis reads are closed. */
    Controls of(Intervention change, EffectPlan plan, long now, ReadOnlyBroadcastState<ControlDay, long[]> days)
            throws Exception {
        if (now < plan.controlledAt()) {
            return Controls.NONE;
        }
        if (panel == null) {
            panel = read(days);
        }
        return panel.controls(change.exposure().reached(), plan.begin(), plan.windowEnd(EffectPlan.LAST_ANALYSIS));
    }

    private static ControlPanel read(ReadOnlyBroadcastState<ControlDay, long[]> days) throws Exception {
        List<Map.Entry<ControlDay, long[]>> sorted = new ArrayList<>();
        days.immutableEntries().forEach(sorted::add);
        sorted.sort(Comparator.comparingLong(entry -> entry.getKey().day()));
        ControlPanel panel = new ControlPanel();
        for (Map.Entry<ControlDay, long[]> day : sorted) {
            for (int first = 0; first < QUARTERS; first += ControlHour.QUARTERS) {
                long[] denominators =
                        Arrays.copyOfRange(day.getValue(), QUARTERS + first, QUARTERS + first + ControlHour.QUARTERS);
                // Hours of today that are still to come are 0.
                if (Arrays.stream(denominators).anyMatch(sum -> sum != 0)) {
                    panel.add(new ControlHour(
                            day.getKey().key(),
                            day.getKey().day() + first / ControlHour.QUARTERS * KpiHour.MILLIS,
                            Arrays.copyOfRange(day.getValue(), first, first + ControlHour.QUARTERS),
                            denominators));
                }
            }
        }
        return panel;
    }
}
