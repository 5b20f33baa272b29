/**
 * Changes and incidents as they are delivered and resolved: the events of each are put together into one history, from
 * which live times, time slots and flow stages are derived. Each result is a pure function of the distinct events,
 * whatever their order of arrival. Classes here depend on the contracts in {@code schemas} and, for the value of an
 * open end, on the package {@code effect}; the packages {@code calendar}, and in the pipeline effects and attribution,
 * read the results.
 */
package io.changelens.core.delivery;
