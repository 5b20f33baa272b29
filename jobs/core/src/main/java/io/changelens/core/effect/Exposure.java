package io.changelens.core.effect;

import io.changelens.core.catalog.KpiType;
import io.changelens.schemas.Direction;
import java.util.List;

/**
 * Facts about a change and a KPI that are reported with each of their effects.
 *
 * @param service service that was deployed
 * @param changeType ITIL type
 * @param team team that made the change; empty when unknown
 * @param state state of the change
 * @param cohorts cohorts that have the change; empty means everybody
 * @param direction direction in which the KPI is better
 * @param materialEffect smallest relative difference of the KPI that matters
 * @param type type of the KPI
 * @param zone id of the value stream's time zone
 * @param reached ids of the value streams that the change affects; the KPIs of all others are its controls
 * @param catalogRevision catalog revision that relates the change to the KPI
 */
public record Exposure(
        String service,
        String changeType,
        String team,
        String state,
        List<String> cohorts,
        Direction direction,
        double materialEffect,
        KpiType type,
        String zone,
        List<String> reached,
        long catalogRevision) {

    /** Whether the KPI is computed from incidents instead of learning activity. */
    public boolean ofIncidents() {
        return type == KpiType.AVAILABILITY;
    }

    /**
     * The cohorts that are compared with the others; empty where the KPI is not counted by cohort, or everybody has the
     * change.
     */
    public List<String> comparedCohorts() {
        return ofIncidents() ? List.of() : cohorts;
    }

    /** The same where the effect is that on the volume of what the KPI counts: a lower volume is worse. */
    public Exposure onVolume() {
        return new Exposure(
                service,
                changeType,
                team,
                state,
                cohorts,
                Direction.HIGHER_IS_BETTER,
                materialEffect,
                type,
                zone,
                reached,
                catalogRevision);
    }
}
