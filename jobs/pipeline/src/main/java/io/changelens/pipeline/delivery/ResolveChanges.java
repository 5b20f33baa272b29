package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.pipeline.catalog.ResolveImpact;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the value streams that each change affects, by the catalog revision in effect at its latest event. */
final class ResolveChanges extends ResolveImpact<Related, Change> {

    private final Duration retention;

    ResolveChanges(List<ValueStreamCatalog> known, Duration retention) {
        super(known, HistoryTypes.RELATED);
        this.retention = retention;
    }

    @Override
    protected long time(Related related) {
        return related.history().lastEventAt().toEpochMilli();
    }

    @Override
    protected long keptUntil(Related related) {
        return time(related) + retention.toMillis();
    }

    @Override
    protected Related updated(Related related, Related known) {
        if (known == null) {
            return related.history() == null ? null : related;
        }
        Related now = related.onto(known);
        return now.history().events() >= known.history().events() ? now : null;
    }

    @Override
    protected Impact impact(Related related, CatalogIndex catalog) {
        return Impact.by(catalog, List.of(related.history().facts().getService()), time(related));
    }

    @Override
    protected Change resolved(Related related, Impact impact, CatalogIndex catalog) {
        Set<String> dependencies =
                new TreeSet<>(catalog.dependenciesOf(impact.services()).keySet());
        impact.services().forEach(dependencies::remove);
        return new Change(
                related.delivered(),
                impact,
                List.copyOf(dependencies),
                catalog.callersOf(impact.services()),
                related.cause());
    }
}
