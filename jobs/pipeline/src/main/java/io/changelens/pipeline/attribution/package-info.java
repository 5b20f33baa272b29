/**
 * Attributes incidents to changes. An incident sends an evidence request to each service that may have caused it; the
 * service replies with its candidate changes and the evidence in its KPIs; the incident weighs the candidates of all
 * replies. The rules for evidence and weights are defined in the module core; this package keeps state and timers, and
 * uses neither {@code effects} nor {@code calendar}.
 */
package io.changelens.pipeline.attribution;
