package io.changelens.pipeline.outcomes;

import io.changelens.schemas.Activity;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.Direction;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;
import io.changelens.schemas.Measure;
import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;

/** Small catalogs for tests. */
public final class Catalogs {

    /** When `legacy` changes its meaning in {@link #small}: within a minute, which is read by its start. */
    public static final long RENAMED = 10 * 60_000 + 30_000;

    private Catalogs() {}

    /**
     * Two streams; `player` serves the first, `identity` both; `rating` and `success` are their KPIs. `legacy` is another
     * name of `player`, and from {@link #RENAMED} on of `console`.
     */
    public static ValueStreamCatalog small(long revision, long effectiveFrom) {
        ValueStreamCatalog catalog = catalog(revision, effectiveFrom, List.of("rating", "success"), "player");
        Instant renamed = Instant.ofEpochMilli(RENAMED);
        catalog.getServices().get(0).setAliases(List.of(new ServiceAlias("legacy", null, renamed)));
        catalog.getServices().get(1).setAliases(List.of(new ServiceAlias("legacy", renamed, null)));
        return catalog;
    }

    /** The same streams, whose first is judged by `rating` alone and now uses `app`. */
    public static ValueStreamCatalog changed(long revision, long effectiveFrom) {
        return catalog(revision, effectiveFrom, List.of("rating"), "app");
    }

    private static ValueStreamCatalog catalog(
            long revision, long effectiveFrom, List<String> kpisOfLearning, String usedByLearning) {
        return new ValueStreamCatalog(
                revision,
                Instant.ofEpochMilli(effectiveFrom),
                List.of(
                        stream("learn", usedByLearning, kpisOfLearning),
                        stream("teach", "console", List.of("success"))),
                List.of(
                        new Service(usedByLearning, "Used", null, List.of("identity"), List.of()),
                        new Service("console", "Console", null, List.of("identity"), List.of()),
                        new Service("identity", "Identity", null, List.of(), List.of())),
                List.of(
                        kpi("rating", Aggregate.SUM_VALUE, List.of("rated")),
                        kpi("success", Aggregate.COUNT_SUCCESS, List.of("session", "rated"))));
    }

    private static ValueStream stream(String id, String service, List<String> kpis) {
        return new ValueStream(id, id, null, List.of(new Activity("do", "Do", List.of(service))), kpis, "UTC");
    }

    private static Kpi kpi(String id, Aggregate numerator, List<String> verbs) {
        return new Kpi(
                id,
                id,
                "ratio",
                Direction.HIGHER_IS_BETTER,
                0.1,
                KpiSource.LEARNING_ACTIVITY,
                new Measure(verbs, numerator),
                new Measure(verbs, Aggregate.COUNT));
    }
}
