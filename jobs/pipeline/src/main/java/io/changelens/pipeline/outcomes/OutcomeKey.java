package io.changelens.pipeline.outcomes;

import io.changelens.schemas.OutcomeMinute;

/**
 * What a KPI's sums are kept by.
 *
 * @param valueStream id of the value stream
 * @param kpi id of the KPI
 * @param service id of the service that was used
 * @param cohort cohort of the learners
 * @param minute begin of the minute, epoch milliseconds
 */
public record OutcomeKey(String valueStream, String kpi, String service, String cohort, long minute) {

    /** Where events on services that the catalog does not name are counted, so that they are seen. */
    public static final String UNMAPPED = "unmapped";

    /** The key of a published minute. */
    public static OutcomeKey of(OutcomeMinute published) {
        return new OutcomeKey(
                published.getValueStream(),
                published.getKpi(),
                published.getService(),
                published.getCohort(),
                published.getMinute().toEpochMilli());
    }

    /** The key as text, for Kafka. */
    @Override
    public String toString() {
        return String.join("|", valueStream, kpi, service, cohort, Long.toString(minute));
    }
}
