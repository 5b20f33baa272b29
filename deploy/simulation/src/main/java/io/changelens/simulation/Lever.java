package io.changelens.simulation;

/**
 * What a change may move: the quality of what is done, or how often it is done, or how likely something follows.
 *
 * @param service id of the service
 * @param verb of the deed or of what follows
 */
public record Lever(String service, String verb) {}
