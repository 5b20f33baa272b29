package io.changelens.core.effect;

import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.kpi.KpiKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The KPIs of all value streams by quarters of an hour, among which an effect finds its controls: the KPIs of value
 * streams that the change does not affect. It is a copy of state that can be rebuilt at any time; results do not depend on
 * when it was built, since an analysis reads only hours that are closed when it is due.
 */
public final class ControlPanel {

    /** Of more, each placebo would be compared with hundreds of KPIs, and chance would choose among them. */
    static final int MOST = 40;

    /** The KPIs of a change ask one after another for the same controls. */
    private static final int REMEMBERED = 8;

    private static final Comparator<KpiKey> ORDER =
            Comparator.comparing(KpiKey::valueStream).thenComparing(KpiKey::kpi);

    private final Map<KpiKey, ControlTotals> kpis = new TreeMap<>(ORDER);
    private final Map<Asked, Controls> remembered = new LinkedHashMap<>();

    private record Asked(List<String> reached, long begin, long end) {}

    /**
     * Adds an hour of a KPI.
     *
     * @return whether it follows all hours of the KPI that were added; if not, it was not added
     */
    public boolean add(ControlHour hour) {
        remembered.clear();
        return kpis.computeIfAbsent(hour.key(), key -> new ControlTotals(hour.hour()))
                .add(hour);
    }

    /**
     * Returns the controls of a change over minutes, at most {@value #MOST}: the first with data in them, in the order of
     * their names.
     *
     * @param reached ids of the value streams that the change affects
     * @param begin first minute, epoch milliseconds
     * @param end end, exclusive, epoch milliseconds; all hours before it are closed
     * @return controls, valid until an hour is added
     */
    public Controls controls(List<String> reached, long begin, long end) {
        Asked asked = new Asked(reached, begin, end);
        Controls known = remembered.remove(asked);
        if (known == null) {
            known = read(asked);
        }
        if (remembered.size() >= REMEMBERED) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        remembered.put(asked, known);
        return known;
    }

    private Controls read(Asked asked) {
        List<KpiSeries> series = new ArrayList<>();
        for (Map.Entry<KpiKey, ControlTotals> kpi : kpis.entrySet()) {
            boolean reached = asked.reached().contains(kpi.getKey().valueStream());
            if (!reached && series.size() < MOST) {
                KpiSeries minutes = kpi.getValue().read(asked.begin(), asked.end());
                if (minutes.denominator(0, minutes.length()) > 0) {
                    series.add(minutes);
                }
            }
        }
        return Controls.of(series);
    }
}
