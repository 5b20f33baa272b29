package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.CandidateSearch;
import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.attribution.Evidence;
import io.changelens.core.attribution.KpiShift;
import io.changelens.core.attribution.KpiShifts;
import io.changelens.core.attribution.KpiShifts.CohortKpi;
import io.changelens.core.attribution.KpiShifts.Minutes;
import io.changelens.core.attribution.RolloutScope;
import io.changelens.core.kpi.KpiHour;
import io.changelens.pipeline.kpi.KpiStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** The evidence of the KPIs at a change; see {@link CandidateSearch#comparisons}. */
    Evidence evidence(CandidateSearch search, DeployedChange change, long openedAt) throws Exception {
        Evidence evidence = null;
        for (KpiShifts.Times times : search.comparisons(change, openedAt)) {
            Evidence next = Evidence.of(shifts(times, change.scope(openedAt), Set.of()));
            evidence = evidence == null ? next : Evidence.weaker(evidence, next);
        }
        return evidence;
    }

    /** The shift of each KPI at a time, for all cohorts but some. */
    List<KpiShift> shiftsWithout(Set<String> cohorts, KpiShifts.Times times) throws Exception {
        return shifts(times, RolloutScope.ALL, cohorts);
    }

    private List<KpiShift> shifts(KpiShifts.Times times, RolloutScope scope, Set<String> without) throws Exception {
        List<Minutes> minutes = new ArrayList<>();
        for (Map.Entry<Key, KpiHour> entry : hours.entries()) {
            if (!without.contains(entry.getKey().of().cohort())) {
                minutes.add(new Minutes(entry.getKey().of(), entry.getKey().hour(), entry.getValue()));
            }
        }
        return KpiShifts.of(minutes, times, scope);
    }
}
