/**
 * Derives alerts from the results of the jobs: attributions, collisions, effects, silent value streams and intake that
 * does not balance. Each function emits all revisions of an alert for the table, and notifies people of new ones only.
 * This package reads results, and never feeds back into a topology.
 */
package io.changelens.pipeline.alerts;
