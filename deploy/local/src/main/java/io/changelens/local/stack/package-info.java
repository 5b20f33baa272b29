/**
 * Starts, watches and stops the parts of a local stack together. A start leases ports, starts Kafka and ClickHouse,
 * creates topics and tables, starts Flink and its jobs, then the dashboard, and writes the state file; a stop runs in
 * reverse order. Details of a single service belong in its own package.
 */
package io.changelens.local.stack;
