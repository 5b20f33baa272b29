package io.changelens.pipeline.effects;

import io.changelens.core.effect.ClosedTotals;
import io.changelens.core.effect.EffectPlan;
import io.changelens.core.effect.EffectSettings;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.KpiSums;
import io.changelens.core.effect.SeriesBuilder;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.kpi.KpiStore;
import io.changelens.pipeline.observed.ObservedMinutes;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;

/**
 * The minutes of a KPI, as long as an effect may read them. An hour is open while its minutes may be revised: its sums are
 * kept by service, so that a record that counts more events replaces the one before it. When the hour closes, the sums of
 * all services are added up.
 *
 * <p>State: two {@link KpiStore}s. An hour is open for
 * {@link EffectSettings#openHour}, and is
 * removed at the end of the day in which
 * {@link EffectSettings#retention} has passed. On the heap, for each KPI that was read,
 * {@link ClosedTotals} of the closed hours.
 */
final class KpiHistory {

    static final MapStateDescriptor<OpenHour, KpiHour> OPEN = KpiStore.descriptor("open-hours", OpenHour.class);

    static final MapStateDescriptor<ClosedHour, KpiHour> CLOSED = KpiStore.descriptor("closed-hours", ClosedHour.class);

    /** Hours are removed once a day: to look for them takes as long as there are hours. */
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** Totals that begin earlier than needed by a quarter of the history are built anew, to free their memory. */
    private static final int PARTS_TOO_OLD = 4;

    private final Map<KpiKey, ClosedTotals> totals = new HashMap<>();
    private final KpiStore<OpenHour> open;
    private final KpiStore<ClosedHour> closed;
    private final long openFor;
    private final long keptFor;

    KpiHistory(RuntimeContext context, EffectSettings settings) {
        open = new KpiStore<>(context, OPEN);
        closed = new KpiStore<>(context, CLOSED);
        openFor = settings.openHour().toMillis();
        keptFor = Math.max(openFor, KpiHour.MILLIS + settings.retention().toMillis());
    }

    /**
     * Whether a minute can no longer be revised at a watermark: the sums of a service or cohort in a closed hour, and all
     * minutes of an hour that was removed. A minute of a whole value stream is revised in a closed hour too, as an
     * incident may become known days later.
     */
    boolean isClosed(OutcomeMinute outcome, long now) {
        long hour = KpiHour.startOf(outcome.getMinute().toEpochMilli());
        return hour + (ObservedMinutes.isActivity(outcome) ? openFor : keptFor) <= now;
    }

    /**
     * Times after a watermark at which the hour of a minute closes, and at which it is removed. A timer in the past would
     * take for done what was due since.
     */
    LongStream deadlines(long minute, long now) {
        long hour = KpiHour.startOf(minute);
        return LongStream.of(hour + openFor, -Math.floorDiv(-(hour + keptFor), DAY) * DAY)
                .filter(time -> time > now);
    }

    /** Whether hours may close at a time. */
    private boolean closesAt(long time) {
        return Math.floorMod(time - openFor, KpiHour.MILLIS) == 0;
    }

    /** Whether hours may be removed at a time. */
    private static boolean removesAt(long time) {
        return Math.floorMod(time, DAY) == 0;
    }

    /**
     * Replaces the sums of a minute, if the new ones count more events.
     *
     * @return whether they do
     */
    boolean replace(KpiKey kpi, OutcomeMinute outcome, long now) throws Exception {
        long hour = KpiHour.startOf(outcome.getMinute().toEpochMilli());
        if (hour + openFor <= now) {
            // Such a minute is the only one of its cohort, so its hour is no sum over services.
            totals.remove(kpi);
            return closed.replace(new ClosedHour(outcome.getCohort(), hour), outcome);
        }
        return open.replace(new OpenHour(outcome.getService(), outcome.getCohort(), hour), outcome);
    }

    /** Closes and removes the hours of a KPI that are due. */
    void tidy(KpiKey kpi, long now) throws Exception {
        if (closesAt(now)) {
            close(kpi, now);
        }
        if (removesAt(now)) {
            closed.removeUntil(now - keptFor);
        }
    }

    private void close(KpiKey kpi, long now) throws Exception {
        TreeMap<Long, KpiHour> newlyClosed = new TreeMap<>();
        for (Map.Entry<OpenHour, KpiHour> entry :
                open.removeUntil(now - openFor).entrySet()) {
            OpenHour key = entry.getKey();
            closed.add(new ClosedHour(key.cohort(), key.hour()), entry.getValue());
            newlyClosed.computeIfAbsent(key.hour(), hour -> KpiHour.empty()).add(entry.getValue());
        }
        extend(kpi, newlyClosed);
    }

    private void extend(KpiKey kpi, SortedMap<Long, KpiHour> newlyClosed) {
        ClosedTotals known = totals.get(kpi);
        if (known != null && !newlyClosed.isEmpty()) {
            if (newlyClosed.firstKey() >= known.end()) {
                known.close(newlyClosed);
            } else {
                totals.remove(kpi);
            }
        }
    }

    /** Adds up a KPI in all cohorts over the minutes {@code [from, until)}. */
    KpiSums read(KpiKey kpi, long from, long until) throws Exception {
        // From so early that the readings to come begin no earlier, whatever change they are about.
        long begin = KpiHour.startOf(Math.min(from, until - keptFor));
        ClosedTotals known = totals.get(kpi);
        if (known == null || known.begin() > from || known.begin() < begin - keptFor / PARTS_TOO_OLD) {
            known = new ClosedTotals(begin, closedHours(begin));
            totals.put(kpi, known);
        }
        TreeMap<Long, KpiHour> stillOpen = new TreeMap<>();
        for (Map.Entry<OpenHour, KpiHour> entry : open.entries()) {
            long hour = entry.getKey().hour();
            if (hour < known.end()) {
                // The history is read backwards: these totals cannot include the hour.
                return slowly(from, until);
            }
            stillOpen.computeIfAbsent(hour, h -> KpiHour.empty()).add(entry.getValue());
        }
        return known.read(from, until, stillOpen);
    }

    /** Adds up the KPI of a change as an analysis reads it: where the change is live, and where it is not. */
    KpiSums read(Intervention change, EffectPlan plan, int analysis) throws Exception {
        List<String> cohorts = change.exposure().comparedCohorts();
        if (cohorts.isEmpty()) {
            return read(change.key(), plan.begin(), plan.windowEnd(analysis));
        }
        SeriesBuilder sums = new SeriesBuilder(plan.begin(), plan.windowEnd(analysis), cohorts);
        read(sums);
        return sums.sums();
    }

    private SortedMap<Long, KpiHour> closedHours(long from) throws Exception {
        TreeMap<Long, KpiHour> hours = new TreeMap<>();
        for (Map.Entry<ClosedHour, KpiHour> entry : closed.entries()) {
            if (entry.getKey().hour() >= from) {
                hours.computeIfAbsent(entry.getKey().hour(), h -> KpiHour.empty())
                        .add(entry.getValue());
            }
        }
        return hours;
    }

    private KpiSums slowly(long from, long until) throws Exception {
        SeriesBuilder sums = new SeriesBuilder(from, until, List.of());
        read(sums);
        return sums.sums();
    }

    /** Adds all hours to a series, by cohort. */
    void read(SeriesBuilder sums) throws Exception {
        for (Map.Entry<ClosedHour, KpiHour> entry : closed.entries()) {
            sums.add(entry.getKey().cohort(), entry.getKey().hour(), entry.getValue());
        }
        for (Map.Entry<OpenHour, KpiHour> entry : open.entries()) {
            sums.add(entry.getKey().cohort(), entry.getKey().hour(), entry.getValue());
        }
    }
}
