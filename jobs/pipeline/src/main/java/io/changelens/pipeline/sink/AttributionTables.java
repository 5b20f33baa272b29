package io.changelens.pipeline.sink;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.Attribution.Accused;
import io.changelens.schemas.ChangeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tables of attribution. */
public final class AttributionTables {

    /** Which changes may have caused incidents. */
    public static final Table<AttributedIncident> INCIDENT_ATTRIBUTIONS = Table.<AttributedIncident>named(
                    "incident_attributions")
            .text("incident_id", a -> a.incident().incidentId())
            .text("service", a -> a.incident().service())
            .text("environment", a -> a.incident().environment())
            .column("opened_at", a -> Instant.ofEpochMilli(a.incident().openedAt()))
            .text("severity", a -> a.incident().severity())
            .column("external", a -> a.incident().external())
            .column("unattributed", AttributedIncident::unattributed)
            .column("candidate_count", a -> a.accused().size())
            .column("change_ids", a -> each(a, c -> c.suspect().changeId()))
            .column("services", a -> each(a, c -> c.suspect().service()))
            .column("weights", a -> each(a, Accused::weight))
            .column("explicit", a -> each(a, Accused::reported))
            .column("distances", a -> each(a, Accused::distance))
            .column("recency", a -> each(a, c -> c.factors().recency()))
            .column("proximity", a -> each(a, c -> c.factors().proximity()))
            .column("risk", a -> each(a, c -> c.factors().risk()))
            .column("result", a -> each(a, c -> c.factors().result()))
            .column("evidence", a -> each(a, c -> c.factors().evidence()))
            .column("reasons", a -> each(a, AttributionTables::words))
            .text("maturity", a -> a.complete() ? "FINAL" : "PROVISIONAL")
            .column("catalog_revision", a -> a.incident().catalogRevision())
            .column("revision", AttributedIncident::revision)
            .key("incident_id")
            .build();

    private static final double MINUTES = 60_000;

    private AttributionTables() {}

    private static <V> List<V> each(AttributedIncident row, Function<Accused, V> value) {
        List<V> values = new ArrayList<>();
        row.accused().forEach(accused -> values.add(value.apply(accused)));
        return values;
    }

    /** The factors in words, the strongest reasons first. */
    static String words(Accused accused) {
        List<String> words = new ArrayList<>();
        if (accused.reported()) {
            words.add("reported as the cause");
        }
        if (!accused.suspect().evidence().words().isEmpty()) {
            words.add(accused.suspect().evidence().words());
        } else if (accused.factors().evidence() < 0.5) {
            words.add("its KPIs got no worse");
        }
        switch (accused.suspect().result()) {
            case FAILED -> words.add("failed");
            case TAKEN_BACK -> words.add("taken back afterwards");
            case GONE -> words.add("taken back before");
            case LIVE -> {}
        }
        if (!accused.suspect().service().isEmpty()) {
            words.add(String.format(
                    Locale.ROOT,
                    accused.suspect().running() ? "began %.0f min before and still ran" : "live %.0f min before",
                    accused.suspect().sinceLive() / MINUTES));
            words.add(place(accused.distance()));
            if (accused.suspect().type() != ChangeType.UNKNOWN) {
                words.add(accused.suspect().type().name().toLowerCase(Locale.ROOT) + " change");
            }
        }
        return String.join("; ", words);
    }

    private static String place(int distance) {
        if (distance == 0) {
            return "on the service itself";
        }
        String dependencies = Math.abs(distance) == 1 ? "1 dependency" : Math.abs(distance) + " dependencies";
        return dependencies + (distance > 0 ? " beneath it" : " above it");
    }
}
