package io.changelens.pipeline.observed;

import io.changelens.core.kpi.KpiHour;
import io.changelens.core.time.Minute;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Drops most repetitions of a minute before the shuffle. What it remembers is on the heap and not in state: after a
 * restart some minutes are repeated, which {@link ObserveActivity} ignores.
 */
final class DistinctMinutes implements FlatMapFunction<Long, Long> {

    private static final long serialVersionUID = 1;

    /** Half a year. */
    private static final int MOST_HOURS = 4_400;

    private transient Map<Long, Long> minutesByHour;

    @Override
    public void flatMap(Long minute, Collector<Long> out) {
        if (minutesByHour == null || minutesByHour.size() > MOST_HOURS) {
            minutesByHour = new HashMap<>();
        }
        long hour = KpiHour.startOf(minute);
        long bit = 1L << Minute.between(hour, minute);
        long before = minutesByHour.getOrDefault(hour, 0L);
        if ((before & bit) == 0) {
            minutesByHour.put(hour, before | bit);
            out.collect(minute);
        }
    }
}
