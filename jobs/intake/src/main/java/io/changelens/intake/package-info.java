/**
 * The intake job: documents of tools, from the topic {@code intake} and from topics of the user's, become events on the
 * topics of the contract, with their keys. {@code IntakeJob} connects sources, topology and sinks; {@code DocumentMapping}
 * is the part without Flink.
 */
package io.changelens.intake;
