package io.changelens.pipeline.kpi;

import io.changelens.core.kpi.KpiHour;
import io.changelens.schemas.OutcomeMinute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The minutes of KPIs in keyed state, one entry for each hour. The only store of KPI minutes: an aggregate other than sums
 * would be kept here.
 *
 * <p>State: the hours that were put and not removed; three numbers for each minute.
 *
 * @param <K> key of an entry: all by which minutes are kept apart, and the hour
 */
public final class KpiStore<K extends KpiStore.HourKey> {

    /** A key that names an hour. */
    public interface HourKey {
        /** Start of the hour, epoch milliseconds. */
        long hour();
    }

    private final MapState<K, KpiHour> hours;

    /**
     * Opens a store.
     *
     * @param name name of the state
     * @param key class of the keys
     */
    public KpiStore(RuntimeContext context, String name, Class<K> key) {
        this(context, descriptor(name, key));
    }

    /** Opens the store of a descriptor. */
    public KpiStore(RuntimeContext context, MapStateDescriptor<K, KpiHour> descriptor) {
        hours = context.getMapState(descriptor);
    }

    /** Descriptor of the state of a store. */
    public static <K> MapStateDescriptor<K, KpiHour> descriptor(String name, Class<K> key) {
        return new MapStateDescriptor<>(name, TypeInformation.of(key), TypeInformation.of(KpiHour.class));
    }

    /**
     * Replaces the sums of a minute, if the new ones count more events.
     *
     * @return whether they do
     */
    public boolean replace(K key, OutcomeMinute outcome) throws Exception {
        KpiHour known = hours.get(key);
        KpiHour hour = known == null ? KpiHour.empty() : known;
        boolean newer = hour.replace(outcome);
        if (newer) {
            hours.put(key, hour);
        }
        return newer;
    }

    /** Adds sums to those of an hour. */
    public void add(K key, KpiHour sums) throws Exception {
        KpiHour known = hours.get(key);
        KpiHour hour = known == null ? KpiHour.empty() : known;
        hour.add(sums);
        hours.put(key, hour);
    }

    /** All hours, in no order. */
    public Iterable<Map.Entry<K, KpiHour>> entries() throws Exception {
        return hours.entries();
    }

    /**
     * Removes hours.
     *
     * @param last hours that start then or before are removed, epoch milliseconds
     * @return the removed ones
     */
    public Map<K, KpiHour> removeUntil(long last) throws Exception {
        List<K> due = new ArrayList<>();
        for (K key : hours.keys()) {
            if (key.hour() <= last) {
                due.add(key);
            }
        }
        Map<K, KpiHour> removed = new HashMap<>();
        for (K key : due) {
            removed.put(key, hours.get(key));
            hours.remove(key);
        }
        return removed;
    }
}
