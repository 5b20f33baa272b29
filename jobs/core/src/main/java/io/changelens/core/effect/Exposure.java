package io.changelens.core.effect;

import io.changelens.schemas.Direction;
import java.util.List;

/**
 * What the effect of a change on a KPI is told with, beyond its times.
 *
 * @param service service that was deployed
 * @param changeType ITIL type
 * @param team team that made it; empty when unknown
 * @param state technical state of the change
 * @param cohorts cohorts that got it; empty means everybody
 * @param direction in which the KPI is better
 * @param materialEffect smallest relative difference of the KPI that matters
 * @param ofIncidents whether the KPI is taken from incidents instead of learning activity
 * @param catalogRevision catalog revision that led from the change to the KPI
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
