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
 * Sends a change that went live in production to every KPI of the value streams that it reaches, by the catalog revision
 * of its latest event. A change that reaches none, or never went live, is sent nowhere.
 */
final class RouteChanges extends CatalogFunction<Change, Intervention> {

    private static final String PRODUCTION = "production";

    RouteChanges(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Change change, CatalogHistory catalogs, Collector<Intervention> out) {
        LiveTimes times = LiveTimes.of(change.life());
        if (times == null || !change.life().facts().getEnvironment().equals(PRODUCTION)) {
            return;
        }
        CatalogIndex catalog = catalogs.at(change.life().lastEventAt().toEpochMilli());
        for (String stream : change.reached().valueStreams()) {
            for (Kpi kpi : catalog.kpisOf(stream)) {
                out.collect(intervention(change, times, stream, kpi));
            }
        }
    }

    private static Intervention intervention(Change change, LiveTimes times, String stream, Kpi kpi) {
        ChangeHistory life = change.life();
        DeploymentEvent facts = life.facts();
        boolean rollsBack = facts.getRollbackOf() != null && life.reached(ChangePhase.SUCCEEDED) != null;
        return new Intervention(
                new KpiKey(stream, kpi.getId()),
                Intervention.Kind.CHANGE,
                facts.getChangeId(),
                life.events(),
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
                        life.state().name(),
                        List.copyOf(facts.getRolloutScope()),
                        kpi.getDirection(),
                        kpi.getMaterialEffect(),
                        kpi.getSource() == KpiSource.INCIDENTS,
                        change.reached().catalogRevision()));
    }
}
