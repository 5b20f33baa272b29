/**
 * Computes the histories of changes and incidents from their events, and resolves the value streams that they affect.
 * {@code calendar}, {@code attribution} and {@code effects} read the results; none of them may be used here. How a
 * history follows from its events is defined in the module core.
 */
package io.changelens.pipeline.delivery;
