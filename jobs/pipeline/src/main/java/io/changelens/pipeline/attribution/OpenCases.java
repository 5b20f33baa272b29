package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.IncidentCase;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.pipeline.delivery.Incident;
import io.changelens.schemas.IncidentEvent;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Opens the case of each incident: the services whose changes may have caused it. An incident outside production has
 * none, and is emitted nevertheless, because an earlier revision may have had some.
 */
final class OpenCases implements MapFunction<Incident, IncidentCase> {

    private static final long serialVersionUID = 1L;

    @Override
    public IncidentCase map(Incident incident) {
        IncidentHistory history = incident.history();
        IncidentEvent facts = history.facts();
        return new IncidentCase(
                facts.getIncidentId(),
                incident.impact().service(),
                facts.getEnvironment(),
                history.beganAt().toEpochMilli(),
                history.isOpen(),
                facts.getSeverity().name(),
                incident.production() && facts.getCauseChangeId() != null ? facts.getCauseChangeId() : "",
                facts.getExternal(),
                history.events(),
                incident.production() ? incident.distances() : Map.of(),
                incident.impact().catalogRevision());
    }
}
