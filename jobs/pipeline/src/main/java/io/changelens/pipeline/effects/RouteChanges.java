package io.changelens.pipeline.effects;

import io.changelens.core.catalog.KpiImpact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.core.effect.Exposure;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.DeploymentEvent;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Sends each change to every KPI of the value streams that it affects. A change that was never live in production, or
 * was taken back, goes there as withdrawn, because an earlier revision may have been live; so it does to the KPIs that
 * only an earlier revision affected.
 */
final class RouteChanges implements FlatMapFunction<Change, Intervention> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Change change, Collector<Intervention> out) {
        LiveTimes times = change.delivered().production() ? change.delivered().latestLiveTimes() : null;
        for (KpiImpact kpi : change.impact().kpis()) {
            out.collect(times == null ? withdrawn(change, kpi.key()) : intervention(change, times, kpi));
        }
        for (KpiKey left : change.impact().leftKpis()) {
            out.collect(withdrawn(change, left));
        }
    }

    private static Intervention intervention(Change change, LiveTimes times, KpiImpact kpi) {
        ChangeHistory history = change.history();
        DeploymentEvent facts = history.facts();
        boolean rollsBack = history.deployment().succeeded();
        return new Intervention(
                kpi.key(),
                Intervention.Kind.CHANGE,
                facts.getChangeId(),
                history.events(),
                times.from(),
                times.live(),
                times.until(),
                false,
                rollsBack ? change.delivered().relations().rollbackOf() : "",
                new Exposure(
                        change.impact().service(),
                        facts.getChangeType().name(),
                        facts.getTeam() == null ? "" : facts.getTeam(),
                        history.state().name(),
                        times.cohorts(),
                        kpi.direction(),
                        kpi.materialEffect(),
                        kpi.type(),
                        kpi.zone(),
                        change.impact().valueStreams(),
                        change.impact().catalogRevision()));
    }

    private static Intervention withdrawn(Change change, KpiKey key) {
        long at = change.history().lastEventAt().toEpochMilli();
        return new Intervention(
                key,
                Intervention.Kind.CHANGE,
                change.history().facts().getChangeId(),
                change.history().events(),
                at,
                at,
                at,
                true,
                "",
                null);
    }
}
