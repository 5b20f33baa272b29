/**
 * Child processes and ports, whatever program uses them: starting and ending a JVM with its parent, confining it with
 * Landlock, and leasing loopback ports. Must not depend on ClickHouse, Kafka or Flink services, which are started
 * through it.
 */
package io.changelens.local.process;
