package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.KpiKind;
import io.changelens.core.attribution.KpiShift;
import io.changelens.core.kpi.KpiHour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The KPIs of a service by minute and cohort.
 *
 * <p>State: hours until {@code kept} has passed since their end; three numbers for each minute, KPI and cohort.
 */
final class ServiceHistory {

    private static final double MICROS = 1e6;

    /**
     * What the sums of an hour are kept by.
     *
     * @param kpi id of the KPI
     * @param kind what its sums are
     * @param lowerIsBetter which way is worse
     * @param cohort cohort of the learners
     * @param hour begin of the hour, epoch milliseconds
     */
    public record Page(String kpi, KpiKind kind, boolean lowerIsBetter, String cohort, long hour) {}

    /** Times of a comparison, epoch milliseconds: before is {@code [before, begun)}, after is {@code [live, until)}. */
    record Times(long before, long begun, long live, long until) {}

    private final MapState<Page, KpiHour> pages;
    private final long keptFor;

    ServiceHistory(RuntimeContext context, Duration kept) {
        pages = context.getMapState(new MapStateDescriptor<>(
                "kpi-hours", TypeInformation.of(Page.class), TypeInformation.of(KpiHour.class)));
        keptFor = KpiHour.MILLIS + kept.toMillis();
    }

    /** Takes a minute's sums if they count more events than those it has; says when the hour has to be dropped. */
    long put(ServiceMinute minute) throws Exception {
        Page page = new Page(
                minute.outcome().getKpi(),
                minute.kind(),
                minute.lowerIsBetter(),
                minute.outcome().getCohort(),
                KpiHour.of(minute.outcome().getMinute().toEpochMilli()));
        KpiHour known = pages.get(page);
        KpiHour hour = known == null ? KpiHour.empty() : known;
        if (hour.replace(minute.outcome())) {
            pages.put(page, hour);
        }
        return page.hour() + keptFor;
    }

    /** Whether minutes of that time are still there, as far as they ever were. */
    boolean keeps(long time, long now) {
        return KpiHour.of(time) + keptFor > now;
    }

    /** Drops what is due. */
    void tidy(long now) throws Exception {
        List<Page> over = new ArrayList<>();
        for (Page page : pages.keys()) {
            if (page.hour() + keptFor <= now) {
                over.add(page);
            }
        }
        for (Page page : over) {
            pages.remove(page);
        }
    }

    /**
     * How each KPI shifted at a change.
     *
     * @param cohorts cohorts that have the change; empty, or cohorts that never come, means everybody
     */
    List<KpiShift> shifts(Times times, List<String> cohorts) throws Exception {
        List<Map.Entry<Page, KpiHour>> read = new ArrayList<>();
        boolean cohortsKnown = false;
        for (Map.Entry<Page, KpiHour> entry : pages.entries()) {
            long hour = entry.getKey().hour();
            if (hour < times.until() && hour + KpiHour.MILLIS > times.before()) {
                read.add(entry);
                cohortsKnown |= cohorts.contains(entry.getKey().cohort());
            }
        }
        Map<String, Page> kpis = new TreeMap<>();
        Map<String, Map<Long, Minute>> minutes = new TreeMap<>();
        for (Map.Entry<Page, KpiHour> entry : read) {
            Page page = entry.getKey();
            kpis.put(page.kpi(), page);
            boolean changed = !cohortsKnown || cohorts.contains(page.cohort());
            add(minutes.computeIfAbsent(page.kpi(), k -> new TreeMap<>()), page.hour(), entry.getValue(), changed);
        }
        List<KpiShift> shifts = new ArrayList<>();
        kpis.forEach((kpi, page) ->
                shifts.add(KpiShift.of(kpi, page.kind(), page.lowerIsBetter(), windows(minutes.get(kpi), times))));
        return shifts;
    }

    /** Sums of all cohorts that have the change, and of the others. */
    private static final class Minute {
        private double numerator;
        private double denominator;
        private double othersNumerator;
        private double othersDenominator;
    }

    private static void add(Map<Long, Minute> minutes, long begin, KpiHour hour, boolean changed) {
        for (int i = 0; i < KpiHour.MINUTES; i++) {
            if (hour.events()[i] > 0) {
                Minute minute = minutes.computeIfAbsent(begin + i * KpiHour.MINUTE, t -> new Minute());
                if (changed) {
                    minute.numerator += hour.numerators()[i] / MICROS;
                    minute.denominator += hour.denominators()[i] / MICROS;
                } else {
                    minute.othersNumerator += hour.numerators()[i] / MICROS;
                    minute.othersDenominator += hour.denominators()[i] / MICROS;
                }
            }
        }
    }

    private static KpiShift.Windows windows(Map<Long, Minute> minutes, Times times) {
        KpiShift.Windows windows = KpiShift.Windows.empty();
        minutes.forEach((time, minute) -> {
            if (time >= times.before() && time + KpiHour.MINUTE <= times.begun()) {
                windows.before().add(minute.numerator, minute.denominator);
                windows.othersBefore().add(minute.othersNumerator, minute.othersDenominator);
            } else if (time >= times.live() && time < times.until()) {
                windows.after().add(minute.numerator, minute.denominator);
                windows.othersAfter().add(minute.othersNumerator, minute.othersDenominator);
            }
        });
        return windows;
    }
}
