package io.changelens.pipeline.effects;

import io.changelens.core.effect.ClosedTotals;
import io.changelens.core.effect.KpiSums;
import io.changelens.core.effect.SeriesBuilder;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.KpiKey;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A KPI's sums by minute. As long as a minute may be revised they are kept by service, so that a record with more events
 * replaces the one before it; then the services are added up.
 *
 * <p>State: open hours until {@code lateness} and an hour have passed since their end, closed ones until {@code
 * retention} has; three numbers for each minute, cohort and, while open, service. Beside it, on the heap, each KPI's
 * {@link ClosedTotals} from the first time that it is read.
 */
final class History {

    static final MapStateDescriptor<OpenHour, KpiHour> OPEN = new MapStateDescriptor<>(
            "open-hours", TypeInformation.of(OpenHour.class), TypeInformation.of(KpiHour.class));

    static final MapStateDescriptor<ClosedHour, KpiHour> CLOSED = new MapStateDescriptor<>(
            "closed-hours", TypeInformation.of(ClosedHour.class), TypeInformation.of(KpiHour.class));

    private final Map<KpiKey, ClosedTotals> totals = new HashMap<>();
    private final MapState<OpenHour, KpiHour> open;
    private final MapState<ClosedHour, KpiHour> closed;
    private final long openFor;
    private final long keptFor;

    History(RuntimeContext context, Duration lateness, Duration retention) {
        open = context.getMapState(OPEN);
        closed = context.getMapState(CLOSED);
        openFor = KpiHour.MILLIS + lateness.toMillis() + KpiHour.MILLIS;
        keptFor = Math.max(openFor, KpiHour.MILLIS + retention.toMillis());
    }

    /** Whether the sums of a minute can no longer be revised. */
    boolean isClosed(long minute, long now) {
        return KpiHour.of(minute) + openFor <= now;
    }

    /** When the hour of a minute has to be closed, and when it has to be dropped. */
    List<Long> deadlines(long minute) {
        return List.of(KpiHour.of(minute) + openFor, KpiHour.of(minute) + keptFor);
    }

    /** Whether an hour may have to be closed or dropped at a time. */
    boolean isDeadline(long time) {
        return Math.floorMod(time - openFor, KpiHour.MILLIS) == 0 || Math.floorMod(time - keptFor, KpiHour.MILLIS) == 0;
    }

    /** Takes a minute's sums if they count more events than those it has; says whether it did. */
    boolean replace(OutcomeMinute outcome) throws Exception {
        OpenHour key = new OpenHour(
                outcome.getService(),
                outcome.getCohort(),
                KpiHour.of(outcome.getMinute().toEpochMilli()));
        KpiHour known = open.get(key);
        KpiHour hour = known == null ? KpiHour.empty() : known;
        boolean newer = hour.replace(outcome);
        if (newer) {
            open.put(key, hour);
        }
        return newer;
    }

    /** Closes and drops what is due of a KPI. */
    void tidy(KpiKey kpi, long now) throws Exception {
        List<OpenHour> due = new ArrayList<>();
        for (OpenHour key : open.keys()) {
            if (key.hour() + openFor <= now) {
                due.add(key);
            }
        }
        TreeMap<Long, KpiHour> newlyClosed = new TreeMap<>();
        for (OpenHour key : due) {
            ClosedHour target = new ClosedHour(key.cohort(), key.hour());
            KpiHour known = closed.get(target);
            KpiHour sums = known == null ? KpiHour.empty() : known;
            sums.add(open.get(key));
            closed.put(target, sums);
            newlyClosed.computeIfAbsent(key.hour(), h -> KpiHour.empty()).add(open.get(key));
            open.remove(key);
        }
        extend(kpi, newlyClosed);
        List<ClosedHour> over = new ArrayList<>();
        for (ClosedHour key : closed.keys()) {
            if (key.hour() + keptFor <= now) {
                over.add(key);
            }
        }
        for (ClosedHour key : over) {
            closed.remove(key);
        }
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
        ClosedTotals known = totals.get(kpi);
        if (known == null || known.begin() > from || known.begin() < from - keptFor) {
            known = new ClosedTotals(KpiHour.of(from), closedHours(KpiHour.of(from)));
            totals.put(kpi, known);
        }
        TreeMap<Long, KpiHour> stillOpen = new TreeMap<>();
        for (Map.Entry<OpenHour, KpiHour> entry : open.entries()) {
            long hour = entry.getKey().hour();
            if (hour < known.end()) {
                // Of a history that is read backwards: these totals cannot take it in.
                return slowly(from, until);
            }
            stillOpen.computeIfAbsent(hour, h -> KpiHour.empty()).add(entry.getValue());
        }
        return known.read(from, until, stillOpen);
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

    /** Adds up what is known, by cohort. */
    void read(SeriesBuilder sums) throws Exception {
        for (Map.Entry<ClosedHour, KpiHour> entry : closed.entries()) {
            sums.add(entry.getKey().cohort(), entry.getKey().hour(), entry.getValue());
        }
        for (Map.Entry<OpenHour, KpiHour> entry : open.entries()) {
            sums.add(entry.getKey().cohort(), entry.getKey().hour(), entry.getValue());
        }
    }
}
