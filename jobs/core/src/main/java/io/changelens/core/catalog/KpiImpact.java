package io.changelens.core.catalog;

import io.changelens.core.kpi.KpiKey;
import io.changelens.schemas.Direction;
import io.changelens.schemas.Kpi;

/**
 * A KPI by which a value stream is judged that a change, an incident or a release window affects.
 *
 * @param key the KPI
 * @param direction direction in which it is better
 * @param materialEffect smallest relative difference that matters
 * @param type what it is the ratio of
 */
public record KpiImpact(KpiKey key, Direction direction, double materialEffect, KpiType type) {

    static KpiImpact of(String valueStream, Kpi kpi) {
        return new KpiImpact(
                new KpiKey(valueStream, kpi.getId()), kpi.getDirection(), kpi.getMaterialEffect(), KpiType.of(kpi));
    }
}
