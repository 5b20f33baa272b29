package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.attribution.EvidenceRequest;

/**
 * Input of a service besides its KPIs: one of its own changes, a change of a service that it calls, or an evidence
 * request.
 *
 * @param service id of the service
 * @param change the change, of this service or of one that it calls; null for an evidence request
 * @param request the evidence request; null for a change
 */
public record ServiceInput(String service, DeployedChange change, EvidenceRequest request) {

    static ServiceInput of(DeployedChange change) {
        return new ServiceInput(change.service(), change, null);
    }

    static ServiceInput atCaller(String caller, DeployedChange change) {
        return new ServiceInput(caller, change, null);
    }

    static ServiceInput of(EvidenceRequest request) {
        return new ServiceInput(request.service(), null, request);
    }
}
