package io.changelens.core.effect;

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
 * @param ofIncidents whether the KPI is computed from incidents instead of learning activity
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
        boolean ofIncidents,
        long catalogRevision) {}
