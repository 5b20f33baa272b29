package io.changelens.pipeline.observed;

import io.changelens.core.delivery.Downtime;
import io.changelens.core.kpi.KpiKey;

/**
 * What an incident means for the availability of a value stream.
 *
 * @param key the KPI
 * @param incident id of the incident
 * @param from start of the downtime, epoch milliseconds; the earliest known time of the incident if it causes none
 * @param until end of the downtime, exclusive; equal to {@code from} if the incident causes none
 * @param events number of distinct events; an element with fewer is older
 * @param lastEventAt latest event time of the incident
 */
public record KpiDowntime(KpiKey key, String incident, long from, long until, long events, long lastEventAt) {

    /** Whether the downtime touches a minute. */
    boolean covers(long minute) {
        return from < until && new Downtime(from, until).covers(minute);
    }
}
