/**
 * Event time: the boundaries of minutes, and the watermarks at which minutes end and close. All times are epoch
 * milliseconds. Classes here depend on nothing else of this module, on no framework and on no wall clock.
 */
package io.changelens.core.time;
