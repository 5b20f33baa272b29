/**
 * A simulated online school over two terms, with a known truth. School, Terms and Rhythm define rates; Story, Trains
 * and Everyday draft changes with their effects; ChangeEvents, Incidents and ActivityEvents draw events; Expectation
 * computes true KPI values; Player sends everything to Kafka. All random numbers depend on the seed alone. Must not
 * read tables: comparisons are in {@code io.changelens.demo}.
 */
package io.changelens.simulation;
