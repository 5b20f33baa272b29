package io.changelens.pipeline.outcomes;

/**
 * What activities are added up by before the catalog is asked.
 *
 * @param service id of the service that was used
 * @param verb what was done
 * @param cohort cohort of the learners
 * @param minute begin of the minute, epoch milliseconds
 */
public record ActivityKey(String service, String verb, String cohort, long minute) {}
