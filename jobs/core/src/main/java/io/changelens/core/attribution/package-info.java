/**
 * Attribution of incidents to changes. An evidence request goes to each service whose changes may have caused an
 * incident; the service compares its KPIs before and after its changes and replies with candidates; the candidates of
 * all services are weighed together. Classes here depend on the package {@code kpi} and the contracts in
 * {@code schemas}. Routing requests and keeping minutes and changes in state are the pipeline's task.
 */
package io.changelens.core.attribution;
