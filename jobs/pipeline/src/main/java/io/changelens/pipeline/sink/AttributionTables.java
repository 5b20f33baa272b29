package io.changelens.pipeline.sink;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.Attribution.WeighedCandidate;
import io.changelens.core.attribution.CandidateReasons;
import io.changelens.core.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
            .column("reasons", a -> each(a, AttributionTables::reasons))
            .column("kpi_evidence", a -> each(a, AttributionTables::kpis))
            .text("status", a -> a.complete() ? "FINAL" : "PROVISIONAL")
            .column("catalog_revision", a -> a.incident().catalogRevision())
            .column("revision", AttributedIncident::revision)
            .key("incident_id")
            .build();

    private AttributionTables() {}

    private static <V> List<V> each(AttributedIncident row, Function<WeighedCandidate, V> value) {
        List<V> values = new ArrayList<>();
        row.weighed().forEach(weighed -> values.add(value.apply(weighed)));
        return values;
    }

    private static List<List<String>> kpis(WeighedCandidate weighed) {
        return weighed.candidate().evidence().kpis().stream()
                .map(shift -> shift.described().asList())
                .toList();
    }

    private static List<List<String>> reasons(WeighedCandidate weighed) {
        return CandidateReasons.of(weighed).stream().map(Reason::asList).toList();
    }
}
