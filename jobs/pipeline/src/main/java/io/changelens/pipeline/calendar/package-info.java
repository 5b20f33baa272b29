/**
 * Finds collisions of changes with release windows. Both are routed to value streams by the catalog and compared there,
 * per value stream. The state of a collision is defined in the module core; this package keeps state and timers, and
 * uses neither {@code attribution} nor {@code effects}.
 */
package io.changelens.pipeline.calendar;
