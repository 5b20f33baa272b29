package io.changelens.core.catalog;

import io.changelens.core.kpi.KpiKey;
import io.changelens.schemas.Direction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.ValueStream;

/**
 * A KPI by which a value stream is judged that a change, an incident or a release window affects.
 *
 * @param key the KPI
 * @param direction direction in which it is better
 * @param materialEffect smallest relative difference that matters
 * @param type what it is the ratio of
 * @param zone id of the value stream's time zone
 */
public record KpiImpact(KpiKey key, Direction direction, double materialEffect, KpiType type, String zone) {

    static KpiImpact of(ValueStream stream, Kpi kpi) {
        return new KpiImpact(
                new KpiKey(stream.getId(), kpi.getId()),
                kpi.getDirection(),
                kpi.getMaterialEffect(),
                KpiType.of(kpi),
                stream.getTimeZone());
    }
}
