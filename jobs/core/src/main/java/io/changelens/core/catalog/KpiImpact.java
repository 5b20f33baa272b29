package io.changelens.core.catalog;

import io.changelens.core.kpi.KpiKey;
import io.changelens.schemas.Direction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;

/**
 * A KPI by which a value stream is judged that a change, an incident or a release window affects.
 *
 * @param key the KPI
 * @param direction direction in which it is better
 * @param materialEffect smallest relative difference that matters
 * @param ofIncidents whether it is computed from incidents instead of learning activity
 */
public record KpiImpact(KpiKey key, Direction direction, double materialEffect, boolean ofIncidents) {

    static KpiImpact of(String valueStream, Kpi kpi) {
        return new KpiImpact(
                new KpiKey(valueStream, kpi.getId()),
                kpi.getDirection(),
                kpi.getMaterialEffect(),
                kpi.getSource() == KpiSource.INCIDENTS);
    }
}
