/**
 * The local Kafka broker in its child JVM, and what a stack creates on any Kafka, local or external: topics and the
 * default catalog. Must not depend on ClickHouse or on Flink jobs.
 */
package io.changelens.local.kafka;
