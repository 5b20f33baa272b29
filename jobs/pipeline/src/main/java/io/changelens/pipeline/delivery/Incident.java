package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.pipeline.decode.RecordPosition;
import java.util.Map;

/**
 * A row of {@code incidents}.
 *
 * @param history history of the incident
 * @param production whether its environment counts as production
 * @param impact what it affects, by the catalog revision in effect at its latest event
 * @param distances the affected services, with 0, and all services that may have caused it: dependencies with the number
 *     of dependencies between, dependents with the negative number
 * @param cause position of the event that caused this revision
 */
public record Incident(
        IncidentHistory history,
        boolean production,
        Impact impact,
        Map<String, Integer> distances,
        RecordPosition cause) {}
