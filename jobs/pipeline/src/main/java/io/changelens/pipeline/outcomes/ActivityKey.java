package io.changelens.pipeline.outcomes;

/**
 * Key of the sums over learning activity before the catalog is applied.
 *
 * @param service id of the service that was used
 * @param verb name of the activity
 * @param cohort cohort of the learners
 * @param minute start of the minute, epoch milliseconds
 */
public record ActivityKey(String service, String verb, String cohort, long minute) {}
