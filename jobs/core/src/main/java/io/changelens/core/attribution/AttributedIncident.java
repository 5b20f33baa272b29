package io.changelens.core.attribution;

import io.changelens.core.attribution.Attribution.WeighedCandidate;
import java.util.List;

/**
 * A row of {@code incident_attributions}.
 *
 * @param incident the incident
 * @param weighed the changes that may have caused it, heaviest first
 * @param unattributed weight of none of them being the cause
 * @param complete whether the KPIs around the incident are all in
 * @param revision how much was known
 */
public record AttributedIncident(
        IncidentCase incident, List<WeighedCandidate> weighed, double unattributed, boolean complete, long revision) {}
