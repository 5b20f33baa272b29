/**
 * The value-stream catalog, looked up by event time: a history selects the revision in effect, and its index resolves
 * services to value streams, dependencies and KPIs. Classes here depend on the contracts in {@code schemas} alone, and
 * on no other package of this module. Later stages receive the resolved impact and contributions instead of the
 * catalog.
 */
package io.changelens.core.catalog;
