/**
 * Options of the jobs, parsed and checked once into immutable settings. Wrong options are reported in one line.
 * Settings are part of the job graph, hence contain no secrets of Kafka, only references to them. No other package of
 * the pipeline may be used here.
 */
package io.changelens.pipeline.config;
