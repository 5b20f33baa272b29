package io.changelens.pipeline.sink;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.Attribution.WeighedCandidate;
import io.changelens.schemas.ChangeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tables of attribution. */
public final class AttributionTables {

    /** Candidate changes of each incident, with their weights. */
    public static final Table<AttributedIncident> INCIDENT_ATTRIBUTIONS = Table.<AttributedIncident>named(
                    "incident_attributions")
            .text("incident_id", a -> a.incident().incidentId())
            .text("service", a -> a.incident().service())
            .text("environment", a -> a.incident().environment())
            .column("opened_at", a -> Instant.ofEpochMilli(a.incident().openedAt()))
            .text("severity", a -> a.incident().severity())
            .column("external", a -> a.incident().external())
            .column("unattributed", AttributedIncident::unattributed)
            .column("candidate_count", a -> a.weighed().size())
            .column("change_ids", a -> each(a, c -> c.candidate().changeId()))
            .column("services", a -> each(a, c -> c.candidate().service()))
            .column("weights", a -> each(a, WeighedCandidate::weight))
            .column("reported", a -> each(a, WeighedCandidate::reported))
            .column("distances", a -> each(a, WeighedCandidate::distance))
            .column("recency", a -> each(a, c -> c.factors().recency()))
            .column("proximity", a -> each(a, c -> c.factors().proximity()))
            .column("risk", a -> each(a, c -> c.factors().risk()))
            .column("result", a -> each(a, c -> c.factors().result()))
            .column("evidence", a -> each(a, c -> c.factors().evidence()))
            .column("reasons", a -> each(a, AttributionTables::words))
            .text("status", a -> a.complete() ? "FINAL" : "PROVISIONAL")
            .column("catalog_revision", a -> a.incident().catalogRevision())
            .column("revision", AttributedIncident::revision)
            .key("incident_id")
            .build();

    private static final double MINUTES = 60_000;

    private AttributionTables() {}

    private static <V> List<V> each(AttributedIncident row, Function<WeighedCandidate, V> value) {
        List<V> values = new ArrayList<>();
        row.weighed().forEach(weighed -> values.add(value.apply(weighed)));
        return values;
    }

    /** Returns the factors of a candidate in words, the strongest reasons first. */
    static String words(WeighedCandidate weighed) {
        List<String> words = new ArrayList<>();
        if (weighed.reported()) {
            words.add("reported as the cause");
        }
        if (!weighed.candidate().evidence().words().isEmpty()) {
            words.add(weighed.candidate().evidence().words());
        } else if (weighed.factors().evidence() < 0.5) {
            words.add("its KPIs got no worse");
        }
        switch (weighed.candidate().result()) {
            case FAILED -> words.add("failed");
            case ROLLED_BACK -> words.add("rolled back afterwards");
            case ROLLED_BACK_BEFORE -> words.add("rolled back before");
            case LIVE -> {}
        }
        if (!weighed.candidate().service().isEmpty()) {
            words.add(String.format(
                    Locale.ROOT,
                    weighed.candidate().running() ? "began %.0f min before and still ran" : "live %.0f min before",
                    weighed.candidate().sinceLive() / MINUTES));
            words.add(place(weighed.distance()));
            if (weighed.candidate().type() != ChangeType.UNKNOWN) {
                words.add(weighed.candidate().type().name().toLowerCase(Locale.ROOT) + " change");
            }
        }
        return String.join("; ", words);
    }

    private static String place(int distance) {
        if (distance == 0) {
            return "on the service itself";
        }
        String dependencies = Math.abs(distance) == 1 ? "1 dependency" : Math.abs(distance) + " dependencies";
        return dependencies + (distance > 0 ? " upstream" : " downstream");
    }
}
