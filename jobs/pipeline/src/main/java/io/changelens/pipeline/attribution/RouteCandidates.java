package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.util.Collector;

/** Sends each change that began to its service, with word whether that was in production. */
final class RouteCandidates extends CatalogFunction<Change, ServiceInput> {

    private static final String PRODUCTION = "production";

    RouteCandidates(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Change change, CatalogHistory catalogs, Collector<ServiceInput> out) {
        ChangeHistory life = change.life();
        DeploymentEvent facts = life.facts();
        Instant succeeded = life.reached(ChangePhase.SUCCEEDED);
        Instant failed = life.reached(ChangePhase.FAILED);
        Instant takenBack = life.reached(ChangePhase.ROLLED_BACK);
        Instant done = first(first(life.facts().getActualEnd(), succeeded), failed);
        Instant begun = first(life.actualStart(), first(first(succeeded, failed), takenBack));
        if (begun == null) {
            return;
        }
        Set<String> beneath = new TreeSet<>(catalogs.at(life.lastEventAt().toEpochMilli())
                .dependenciesOf(List.of(facts.getService()))
                .keySet());
        beneath.remove(facts.getService());
        long live = done == null ? millis(takenBack) : millis(done);
        out.collect(ServiceInput.of(new DeployedChange(
                facts.getChangeId(),
                facts.getService(),
                life.events(),
                facts.getEnvironment().equals(PRODUCTION),
                life.firstEventAt().toEpochMilli(),
                life.lastEventAt().toEpochMilli(),
                Math.min(begun.toEpochMilli(), live),
                live,
                millis(takenBack),
                life.state() == ChangePhase.FAILED,
                facts.getChangeType(),
                life.size().linesAdded() + life.size().linesRemoved(),
                places(facts),
                facts.getRollbackOf() == null || succeeded == null ? "" : facts.getRollbackOf(),
                new ArrayList<>(beneath))));
    }

    /** Where a producer says no scope, a cohort that is named as the new version has it. */
    private static List<String> places(DeploymentEvent facts) {
        if (!facts.getRolloutScope().isEmpty()) {
            return List.copyOf(facts.getRolloutScope());
        }
        return facts.getVersion() == null ? List.of() : List.of(facts.getVersion());
    }

    private static Instant first(Instant preferred, Instant other) {
        return preferred == null ? other : preferred;
    }

    private static long millis(Instant time) {
        return time == null ? DeployedChange.NEVER : time.toEpochMilli();
    }
}
