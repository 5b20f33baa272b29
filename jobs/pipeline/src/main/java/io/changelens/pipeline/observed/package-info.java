/**
 * Outcome minutes that no single activity causes: availability, which is made from incidents, and the minutes of volumes,
 * in which nothing may have happened. Both need to know when the activity of all value streams was observed
 * ({@link io.changelens.pipeline.observed.ObserveActivity}). Of the pipeline, this package uses {@code catalog},
 * {@code delivery} and {@code source}; what a downtime and a pause are is defined in the module core.
 */
package io.changelens.pipeline.observed;
