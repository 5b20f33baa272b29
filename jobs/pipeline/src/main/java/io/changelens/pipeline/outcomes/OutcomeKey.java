package io.changelens.pipeline.outcomes;

import io.changelens.schemas.OutcomeMinute;

/**
 * Key of the sums of a KPI in one minute.
 *
 * @param valueStream id of the value stream
 * @param kpi id of the KPI
 * @param service id of the service that was used; if the catalog does not contain it, its name in the events
 * @param cohort cohort of the learners
 * @param minute start of the minute, epoch milliseconds
 */
public record OutcomeKey(String valueStream, String kpi, String service, String cohort, long minute) {

    /** Returns the key of a published minute. */
    public static OutcomeKey of(OutcomeMinute published) {
        return new OutcomeKey(
                published.getValueStream(),
                published.getKpi(),
                published.getService(),
                published.getCohort(),
                published.getMinute().toEpochMilli());
    }
}
