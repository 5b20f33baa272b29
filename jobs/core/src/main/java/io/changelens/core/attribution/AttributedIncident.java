package io.changelens.core.attribution;

import io.changelens.core.attribution.Attribution.WeighedCandidate;
import java.util.List;

/**
 * An incident with its weighed candidates: a row of {@code incident_attributions}.
 *
 * @param incident the incident
 * @param weighed the candidates, heaviest first
 * @param unattributed weight of none of them being the cause
 * @param complete whether all KPI data around the incident have been read
 * @param revision revision of the row
 */
public record AttributedIncident(
        IncidentCase incident, List<WeighedCandidate> weighed, double unattributed, boolean complete, long revision) {}
