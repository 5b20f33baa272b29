package io.changelens.simulation;

/**
 * The quantity that a change may scale: the quality or rate of an action, or the probability of a following action.
 *
 * @param service id of the service
 * @param verb verb of the action or of the following action
 */
public record Lever(String service, String verb) {}
