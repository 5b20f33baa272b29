/**
 * The demonstrations that {@code changelens demo} runs: play a data set with a known truth through a running stack,
 * then compare the tables with that truth. StoryDemo plays the simulation, RealDemo an extract of real data; the
 * classes named Findings make the comparisons. Must not depend on the command line.
 */
package io.changelens.demo;
