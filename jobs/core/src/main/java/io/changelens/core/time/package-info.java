/** Event time: minutes, their ends and closings. No Flink, no wall clock. */
package io.changelens.core.time;
