package io.changelens.pipeline.calendar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Finds ids whose time ranges may overlap with a given range. Ids are indexed by each day (UTC) of their range, so a
 * search costs as much as there is on those days, not as much as there is in total. Ranges of more than
 * {@link #MOST_DAYS} days are indexed separately and found by every search.
 *
 * <p>State: an entry for each id and day.
 */
final class DayIndex {

    /** Largest number of days under which one id is indexed. */
    static final int MOST_DAYS = 100;

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long LONG_ONES = Long.MIN_VALUE;

    private final MapState<Long, List<String>> ids;

    DayIndex(RuntimeContext context, String name) {
        ids = context.getMapState(new MapStateDescriptor<>(name, Types.LONG, Types.LIST(Types.STRING)));
    }

    /** Adds an id with the range {@code [from, until)}, in epoch milliseconds. */
    void add(String id, long from, long until) throws Exception {
        for (long day : days(from, until)) {
            List<String> known = ids.get(day);
            List<String> now = known == null ? new ArrayList<>() : new ArrayList<>(known);
            if (!now.contains(id)) {
                now.add(id);
                ids.put(day, now);
            }
        }
    }

    /** Removes an id with the range {@code [from, until)}, in epoch milliseconds. */
    void remove(String id, long from, long until) throws Exception {
        for (long day : days(from, until)) {
            List<String> known = ids.get(day);
            if (known != null && known.contains(id)) {
                List<String> now = new ArrayList<>(known);
                now.remove(id);
                if (now.isEmpty()) {
                    ids.remove(day);
                } else {
                    ids.put(day, now);
                }
            }
        }
    }

    /** Returns all ids whose range may overlap with {@code [from, until)}, in epoch milliseconds. */
    Set<String> near(long from, long until) throws Exception {
        Set<String> found = new LinkedHashSet<>();
        if (Math.floorDiv(until - 1, DAY) - Math.floorDiv(from, DAY) < MOST_DAYS) {
            for (long day : days(from, until)) {
                addAll(found, ids.get(day));
            }
            addAll(found, ids.get(LONG_ONES));
        } else {
            for (List<String> each : ids.values()) {
                found.addAll(each);
            }
        }
        return found;
    }

    private static void addAll(Set<String> found, List<String> more) {
        if (more != null) {
            found.addAll(more);
        }
    }

    private static List<Long> days(long from, long until) {
        long first = Math.floorDiv(from, DAY);
        long last = Math.floorDiv(until - 1, DAY);
        if (last - first >= MOST_DAYS) {
            return List.of(LONG_ONES);
        }
        List<Long> days = new ArrayList<>();
        for (long day = first; day <= last; day++) {
            days.add(day);
        }
        return days;
    }
}
