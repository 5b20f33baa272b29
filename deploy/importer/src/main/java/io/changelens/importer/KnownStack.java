package io.changelens.importer;

import io.changelens.core.delivery.ProductionEnvironments;
import java.util.Optional;

/**
 * What an import knows about the stack whose jobs read its events.
 *
 * @param services services of the catalog; empty if it is not known
 * @param production environments that count as production in the jobs
 */
public record KnownStack(Optional<KnownServices> services, ProductionEnvironments production) {

    /** A stack of which nothing is known: services are not looked up, and the default environments are production. */
    public static final KnownStack NOTHING = new KnownStack(Optional.empty(), ProductionEnvironments.DEFAULT);
}
