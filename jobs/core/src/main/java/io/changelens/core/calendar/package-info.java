/**
 * Collisions of changes with release windows: the history of a pair is replayed from the time slots of the change and
 * the revisions of the release window, then scored. Classes here depend on the package {@code delivery} and the
 * contracts in {@code schemas}. Finding the pairs and keeping them in state is the pipeline's task.
 */
package io.changelens.core.calendar;
