/**
 * The local Flink cluster: its settings and checkpoints, the jobs that it runs, the watch over them, and the gate that
 * makes its web page read-only. The topologies themselves are in {@code io.changelens.pipeline}; no operator may be
 * defined here.
 */
package io.changelens.local.flink;
