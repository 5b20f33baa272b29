package io.changelens.core.attribution;

import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.Micros;
import io.changelens.core.kpi.Ratio;
import io.changelens.core.time.Minute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Compares the KPIs of a service before and after a change, from their minutes. */
public final class KpiShifts {

    private KpiShifts() {}

    /**
     * A KPI of a service in a cohort.
     *
     * @param kpi id of the KPI
     * @param kind kind of its sums
     * @param lowerIsBetter whether a lower KPI is better
     * @param cohort cohort of the learners
     */
    public record CohortKpi(String kpi, KpiKind kind, boolean lowerIsBetter, String cohort) {}

    /**
     * The minutes of an hour.
     *
     * @param of KPI and cohort
     * @param hour start of the hour, epoch milliseconds
     * @param sums sums by minute
     */
    public record Minutes(CohortKpi of, long hour, KpiHour sums) {}

    /**
     * The times of a comparison, epoch milliseconds.
     *
     * @param before start of the time before the change
     * @param begun end of the time before the change, exclusive: work on the environment started
     * @param live start of the time after the change
     * @param until end of the time after the change, exclusive
     */
    public record Times(long before, long begun, long live, long until) {

        /** Whether the comparison reads minutes of an hour. */
        public boolean reads(long hour) {
            return hour < until && hour + KpiHour.MILLIS > before;
        }
    }

    /** The cohort of activity that is not told apart. */
    private static final String ALL = "all";

    /**
     * The shift of each KPI.
     *
     * @param minutes minutes of the service; those that the comparison does not read are ignored
     * @param scope cohorts that have the change
     * @return one for each KPI, in the order of their ids
     */
    public static List<KpiShift> of(Iterable<Minutes> minutes, Times times, RolloutScope scope) {
        Map<String, CohortKpi> kpis = new TreeMap<>();
        Map<String, Map<Long, MinuteSums>> byMinute = new TreeMap<>();
        List<Minutes> read = new ArrayList<>();
        Set<String> cohorts = new TreeSet<>();
        for (Minutes each : minutes) {
            if (times.reads(each.hour())) {
                read.add(each);
                cohorts.add(each.of().cohort());
            }
        }
        Predicate<String> changed = scope.changed(cohorts);
        for (Minutes each : read) {
            kpis.put(each.of().kpi(), each.of());
            add(
                    byMinute.computeIfAbsent(each.of().kpi(), kpi -> new TreeMap<>()),
                    each,
                    changed.test(each.of().cohort()));
        }
        boolean untold = !scope.named().isEmpty() && cohorts.equals(Set.of(ALL)) && !changed.test(ALL);
        List<KpiShift> shifts = new ArrayList<>();
        kpis.forEach((id, kpi) -> shifts.add(
                KpiComparison.of(id, kpi.kind(), kpi.lowerIsBetter(), windows(byMinute.get(id), times, untold))));
        return shifts;
    }

    /** Sums of all cohorts that have the change, and of the others. */
    private static final class MinuteSums {
        private double numerator;
        private double denominator;
        private double othersNumerator;
        private double othersDenominator;

        private void add(Ratio ratio, boolean changed) {
            if (changed) {
                numerator += ratio.numerator() / (double) Micros.PER_UNIT;
                denominator += ratio.denominator() / (double) Micros.PER_UNIT;
            } else {
                othersNumerator += ratio.numerator() / (double) Micros.PER_UNIT;
                othersDenominator += ratio.denominator() / (double) Micros.PER_UNIT;
            }
        }
    }

    private static void add(Map<Long, MinuteSums> byMinute, Minutes added, boolean changed) {
        for (int i = 0; i < KpiHour.MINUTES; i++) {
            if (added.sums().events()[i] > 0) {
                byMinute.computeIfAbsent(Minute.plus(added.hour(), i), time -> new MinuteSums())
                        .add(added.sums().ratio(i), changed);
            }
        }
    }

    /** Windows; silence is not judged where cohorts are not told apart. */
    private static KpiWindows windows(Map<Long, MinuteSums> byMinute, Times times, boolean untold) {
        KpiWindow before = new KpiWindow();
        KpiWindow after = new KpiWindow();
        KpiWindow othersBefore = new KpiWindow();
        KpiWindow othersAfter = new KpiWindow();
        int silent = 0;
        long last = times.live();
        for (Map.Entry<Long, MinuteSums> entry : byMinute.entrySet()) {
            long time = entry.getKey();
            MinuteSums minute = entry.getValue();
            if (time >= times.before() && Minute.end(time) <= times.begun()) {
                before.add(minute.numerator, minute.denominator);
                othersBefore.add(minute.othersNumerator, minute.othersDenominator);
            } else if (time >= times.live() && time < times.until()) {
                after.add(minute.numerator, minute.denominator);
                othersAfter.add(minute.othersNumerator, minute.othersDenominator);
                silent = minute.denominator > 0 ? 0 : silent + 1;
                last = Minute.end(time);
            }
        }
        return new KpiWindows(
                before,
                after,
                othersBefore,
                othersAfter,
                untold ? 0 : silent,
                (int) Minute.between(times.before(), times.begun()),
                (int) Minute.between(times.live(), last));
    }
}
