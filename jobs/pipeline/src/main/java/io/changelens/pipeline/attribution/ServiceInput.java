package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.attribution.EvidenceRequest;

/**
 * What a service hears of besides its KPIs: either a change of its own or an inquiry.
 *
 * @param service the service
 * @param change the change; else null
 * @param request the inquiry; else null
 */
public record ServiceInput(String service, DeployedChange change, EvidenceRequest request) {

    static ServiceInput of(DeployedChange change) {
        return new ServiceInput(change.service(), change, null);
    }

    static ServiceInput of(EvidenceRequest request) {
        return new ServiceInput(request.service(), null, request);
    }
}
