package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.KpiShift;
import io.changelens.core.attribution.KpiShifts;
import io.changelens.core.attribution.KpiShifts.CohortKpi;
import io.changelens.core.attribution.KpiShifts.Minutes;
import io.changelens.core.kpi.KpiHour;
import io.changelens.pipeline.kpi.KpiStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The minutes of a service's KPIs, as long as evidence may be read from them.
 *
 * <p>State: a {@link KpiStore} by KPI and cohort; an hour is removed when {@code kept} has passed since its end.
 */
final class ServiceKpis {

    /**
     * Key of the sums of an hour.
     *
     * @param of KPI and cohort
     * @param hour start of the hour, epoch milliseconds
     */
    public record Key(CohortKpi of, long hour) implements KpiStore.HourKey {}

    private final KpiStore<Key> hours;
    private final long keptFor;

    ServiceKpis(RuntimeContext context, Duration kept) {
        hours = new KpiStore<>(context, "kpi-hours", Key.class);
        keptFor = KpiHour.MILLIS + kept.toMillis();
    }

    /**
     * Replaces the sums of a minute, if the new ones count more events.
     *
     * @return time at which the hour is to be removed
     */
    long put(ServiceMinute minute) throws Exception {
        CohortKpi kpi = new CohortKpi(
                minute.outcome().getKpi(),
                minute.kind(),
                minute.lowerIsBetter(),
                minute.outcome().getCohort());
        Key key = new Key(kpi, KpiHour.startOf(minute.outcome().getMinute().toEpochMilli()));
        hours.replace(key, minute.outcome());
        return key.hour() + keptFor;
    }

    /** Whether minutes of a time have not been removed yet. */
    boolean keeps(long time, long now) {
        return KpiHour.startOf(time) + keptFor > now;
    }

    /** Removes the hours that are due. */
    void tidy(long now) throws Exception {
        hours.removeUntil(now - keptFor);
    }

    /** The shift of each KPI at a change; see {@link KpiShifts#of}. */
    List<KpiShift> shifts(KpiShifts.Times times, List<String> cohorts) throws Exception {
        List<Minutes> minutes = new ArrayList<>();
        for (Map.Entry<Key, KpiHour> entry : hours.entries()) {
            minutes.add(new Minutes(entry.getKey().of(), entry.getKey().hour(), entry.getValue()));
        }
        return KpiShifts.of(minutes, times, cohorts);
    }
}
