package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.time.OpenEnd;
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

/** Sends each change that has started to its service, with a flag whether it was in production. */
final class RouteCandidates extends CatalogFunction<Change, ServiceInput> {

    private static final String PRODUCTION = "production";

    RouteCandidates(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Change change, CatalogHistory catalogs, Collector<ServiceInput> out) {
        ChangeHistory history = change.history();
        DeploymentEvent facts = history.facts();
        Instant succeeded = history.reached(ChangePhase.SUCCEEDED);
        Instant failed = history.reached(ChangePhase.FAILED);
        Instant rolledBack = history.reached(ChangePhase.ROLLED_BACK);
        Instant done = first(first(history.facts().getActualEnd(), succeeded), failed);
        Instant begun = first(history.actualStart(), first(first(succeeded, failed), rolledBack));
        if (begun == null) {
            return;
        }
        Set<String> dependencies =
                new TreeSet<>(catalogs.at(history.lastEventAt().toEpochMilli())
                        .dependenciesOf(List.of(facts.getService()))
                        .keySet());
        dependencies.remove(facts.getService());
        long live = done == null ? millis(rolledBack) : millis(done);
        out.collect(ServiceInput.of(new DeployedChange(
                facts.getChangeId(),
                facts.getService(),
                history.events(),
                facts.getEnvironment().equals(PRODUCTION),
                history.firstEventAt().toEpochMilli(),
                history.lastEventAt().toEpochMilli(),
                Math.min(begun.toEpochMilli(), live),
                live,
                millis(rolledBack),
                history.state() == ChangePhase.FAILED,
                facts.getChangeType(),
                history.size().linesAdded() + history.size().linesRemoved(),
                cohorts(facts),
                facts.getRollbackOf() == null || succeeded == null ? "" : facts.getRollbackOf(),
                new ArrayList<>(dependencies))));
    }

    /**
     * Returns the cohorts that have the change: its rollout scope or, without one, its version, because a cohort may be
     * named after the new version.
     */
    private static List<String> cohorts(DeploymentEvent facts) {
        if (!facts.getRolloutScope().isEmpty()) {
            return List.copyOf(facts.getRolloutScope());
        }
        return facts.getVersion() == null ? List.of() : List.of(facts.getVersion());
    }

    private static Instant first(Instant preferred, Instant other) {
        return preferred == null ? other : preferred;
    }

    private static long millis(Instant time) {
        return time == null ? OpenEnd.TIME : time.toEpochMilli();
    }
}
