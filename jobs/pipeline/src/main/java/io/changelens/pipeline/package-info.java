/**
 * The Flink jobs: outcomes, delivery and effects. Each job class names its sources, topologies and sinks; a topology
 * takes Flink streams and returns Flink streams, so the same one runs in production and in tests. Data pass
 * {@code source}, {@code decode} and {@code catalog}, then {@code outcomes} or {@code delivery}, then {@code calendar},
 * {@code attribution} or {@code effects}, then {@code alerts}, {@code audit} and {@code sink}. Calculations that need
 * no Flink belong to the module core.
 */
package io.changelens.pipeline;
