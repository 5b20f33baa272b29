/**
 * The local ClickHouse: its library, configuration, users and limits, its child JVM, and the migrations that create the
 * tables. Statements go over HTTP. Must not depend on Flink jobs or Kafka.
 */
package io.changelens.local.clickhouse;
