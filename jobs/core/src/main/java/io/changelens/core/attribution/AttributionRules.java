package io.changelens.core.attribution;

import java.io.Serializable;
import java.time.Duration;

/**
 * The parameters of attribution. The defaults are set by judgement and not fitted to data.
 *
 * @param lookBack longest time between a change being live and an incident
 * @param halfLife time after which the weight of a change halves
 * @param perDependency factor of the weight for each dependency between the services
 * @param unattributed weight of no known change being the cause; a normal change that just went live on the affected
 *     service has 1
 * @param before length of the time before a change with which KPIs are compared, and of the time before an incident in
 *     which they are read on their own
 * @param after length of the time after an incident's opening in which KPIs are read
 */
public record AttributionRules(
        Duration lookBack,
        Duration halfLife,
        double perDependency,
        double unattributed,
        Duration before,
        Duration after)
        implements Serializable {

    /** The default parameters. */
    public static final AttributionRules DEFAULT = new AttributionRules(
            Duration.ofHours(24), Duration.ofHours(4), 0.7, 0.3, Duration.ofHours(1), Duration.ofMinutes(15));
}
