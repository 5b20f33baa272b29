package io.changelens.pipeline.effects;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.core.effect.Exposure;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Sends each change that went live in production to every KPI of the value streams that it affects, by the catalog
 * revision in effect at its latest event. Changes that affect no value stream, or never went live, are dropped.
 */
final class RouteChanges extends CatalogFunction<Change, Intervention> {

    private static final String PRODUCTION = "production";

    RouteChanges(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Change change, CatalogHistory catalogs, Collector<Intervention> out) {
        LiveTimes times = LiveTimes.of(change.history());
        if (times == null || !change.history().facts().getEnvironment().equals(PRODUCTION)) {
            return;
        }
        CatalogIndex catalog = catalogs.at(change.history().lastEventAt().toEpochMilli());
        for (String stream : change.impact().valueStreams()) {
            for (Kpi kpi : catalog.kpisOf(stream)) {
                out.collect(intervention(change, times, stream, kpi));
            }
        }
    }

    private static Intervention intervention(Change change, LiveTimes times, String stream, Kpi kpi) {
        ChangeHistory history = change.history();
        DeploymentEvent facts = history.facts();
        boolean rollsBack = facts.getRollbackOf() != null && history.reached(ChangePhase.SUCCEEDED) != null;
        return new Intervention(
                new KpiKey(stream, kpi.getId()),
                Intervention.Kind.CHANGE,
                facts.getChangeId(),
                history.events(),
                times.from(),
                times.live(),
                times.until(),
                false,
                false,
                rollsBack ? facts.getRollbackOf() : "",
                new Exposure(
                        facts.getService(),
                        facts.getChangeType().name(),
                        facts.getTeam() == null ? "" : facts.getTeam(),
                        history.state().name(),
                        List.copyOf(facts.getRolloutScope()),
                        kpi.getDirection(),
                        kpi.getMaterialEffect(),
                        kpi.getSource() == KpiSource.INCIDENTS,
                        change.impact().catalogRevision()));
    }
}
