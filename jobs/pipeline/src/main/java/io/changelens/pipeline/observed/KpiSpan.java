package io.changelens.pipeline.observed;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.kpi.KpiKey;

/**
 * Minutes in which a value stream has a KPI that is not the ratio of two sums over activity, by one catalog revision.
 *
 * @param key the KPI
 * @param type {@link KpiType#VOLUME} or {@link KpiType#AVAILABILITY}
 * @param from first minute, epoch milliseconds
 * @param until end, exclusive
 * @param catalogRevision the catalog revision in effect
 */
public record KpiSpan(KpiKey key, KpiType type, long from, long until, long catalogRevision) {}
