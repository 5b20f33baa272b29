package io.changelens.pipeline.attribution;

/**
 * What a service hears of besides its KPIs: either a change of its own or an inquiry.
 *
 * @param service the service
 * @param change the change; else null
 * @param inquiry the inquiry; else null
 */
public record Matter(String service, DeployedChange change, Inquiry inquiry) {

    static Matter of(DeployedChange change) {
        return new Matter(change.service(), change, null);
    }

    static Matter of(Inquiry inquiry) {
        return new Matter(inquiry.service(), null, inquiry);
    }
}
