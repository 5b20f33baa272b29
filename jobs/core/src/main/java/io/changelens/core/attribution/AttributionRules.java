package io.changelens.core.attribution;

import java.io.Serializable;
import java.time.Duration;

/**
 * What attribution goes by. The defaults are set by judgement, and fitted to no data.
 *
 * @param lookBack how long before an incident a change may have gone live
 * @param halfLife after how long a change is half as suspect
 * @param perDependency how suspect a change is, one dependency further away
 * @param unattributed weight of no known change being the cause, where a fresh normal change of the service itself has 1
 * @param before how long before a change the KPIs of its service are compared, and how long before an incident they are
 *     read on their own
 * @param after how long after an incident's opening they are
 */
public record AttributionRules(
        Duration lookBack,
        Duration halfLife,
        double perDependency,
        double unattributed,
        Duration before,
        Duration after)
        implements Serializable {

    /** The defaults. */
    public static final AttributionRules DEFAULT = new AttributionRules(
            Duration.ofHours(24), Duration.ofHours(4), 0.7, 0.3, Duration.ofHours(1), Duration.ofMinutes(15));
}
