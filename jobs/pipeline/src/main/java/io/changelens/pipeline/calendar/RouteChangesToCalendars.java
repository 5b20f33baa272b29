package io.changelens.pipeline.calendar;

import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.pipeline.catalog.CatalogFunction;
import io.changelens.pipeline.delivery.Change;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Sends each change with a planned or actual time to every value stream, with a flag whether it is in production and
 * affects that value stream. The others get it too, because an earlier revision may have affected them.
 */
final class RouteChangesToCalendars extends CatalogFunction<Change, ValueStreamChange> {

    private static final String PRODUCTION = "production";

    RouteChangesToCalendars(List<ValueStreamCatalog> known) {
        super(known);
    }

    @Override
    protected void process(Change change, CatalogHistory catalogs, Collector<ValueStreamChange> out) {
        ChangeHistory history = change.history();
        DeploymentEvent facts = history.facts();
        if (history.timeSlots().isEmpty()) {
            return;
        }
        boolean production = facts.getEnvironment().equals(PRODUCTION);
        for (ValueStream stream :
                catalogs.at(history.lastEventAt().toEpochMilli()).catalog().getValueStreams()) {
            out.collect(new ValueStreamChange(
                    stream.getId(),
                    facts.getChangeId(),
                    history.events(),
                    production && change.impact().valueStreams().contains(stream.getId()),
                    history.timeSlots(),
                    facts.getService(),
                    facts.getTeam() == null ? "" : facts.getTeam(),
                    facts.getChangeType(),
                    facts.getTitle() == null ? "" : facts.getTitle(),
                    change.impact().catalogRevision()));
        }
    }
}
