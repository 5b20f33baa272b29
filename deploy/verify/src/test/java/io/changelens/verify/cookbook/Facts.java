package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Change;
import io.changelens.verify.cookbook.Row.Effect;
import io.changelens.verify.cookbook.Row.Incident;
import io.changelens.verify.cookbook.Row.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What several questions build on: deployments, what changes did for value streams, who is blamed. By plain loops. */
public final class Facts {

    /** A change in production that ended. */
    record Deployed(
            Change change,
            Instant at,
            boolean live,
            Double lead,
            String failure,
            Double recovery,
            boolean rework,
            Boolean valueSuccess) {

        boolean failed() {
            return !failure.isEmpty();
        }
    }

    /** What a change did for a value stream; the KPI and benefit of the worst and the best are null where there is none. */
    record Summary(
            Change change,
            String stream,
            String result,
            Effect worst,
            Effect best,
            boolean confounded,
            boolean isFinal) {}

    /** A candidate of an incident in production. */
    record Suspect(Row.Attribution attribution, int place, String changeId, double weight) {}

    /** Where the time of a deployment went, in seconds. */
    record Flow(Deployed deployed, double all, double active, double waiting, int handOvers, double waitingForOthers) {}

    final World world;
    final List<Deployed> deployed = new ArrayList<>();
    final List<Summary> summaries = new ArrayList<>();
    final List<Suspect> suspects = new ArrayList<>();
    final List<Flow> flows = new ArrayList<>();
    private final Map<String, Change> changes = new TreeMap<>();

    Facts(World world) {
        this.world = world;
        world.changes.forEach(c -> changes.put(c.changeId, c));
        suspects();
        summaries();
        for (Change c : world.changes) {
            if (c.production && c.deployedAt != null) {
                deployed.add(deployed(c));
            }
        }
        deployed.forEach(this::flow);
    }

    Change change(String id) {
        return changes.get(id);
    }

    static double benefit(Effect e) {
        return e.direction.equals("HIGHER_IS_BETTER") ? e.effect : -e.effect;
    }

    /** Whether the incident of an attribution counts as one in production. */
    boolean inProduction(Row.Attribution a) {
        return world.incidents.stream().anyMatch(i -> i.production && i.incidentId.equals(a.incidentId));
    }

    private void suspects() {
        for (Row.Attribution a : world.attributions) {
            for (int i = 0; i < a.changeIds.size() && inProduction(a); i++) {
                suspects.add(new Suspect(a, i + 1, a.changeIds.get(i), a.weights.get(i)));
            }
        }
    }

    private void summaries() {
        Map<List<String>, Map<String, List<Effect>>> groups = new LinkedHashMap<>();
        for (Effect e : world.effects) {
            groups.computeIfAbsent(List.of(e.changeId, e.valueStream), k -> new TreeMap<>())
                    .computeIfAbsent(e.kpi, k -> new ArrayList<>())
                    .add(e);
        }
        groups.forEach((key, byKpi) -> summaries.add(summary(change(key.get(0)), key.get(1), byKpi)));
    }

    private static Summary summary(Change change, String stream, Map<String, List<Effect>> byKpi) {
        List<Effect> chosen = new ArrayList<>();
        boolean isFinal = true;
        for (List<Effect> horizons : byKpi.values()) {
            Effect longest = null;
            for (Effect e : horizons) {
                longest = longest == null || e.horizonSeconds > longest.horizonSeconds ? e : longest;
                chosen.addAll(e.headline ? List.of(e) : List.of());
            }
            isFinal &= !longest.status.equals("PROVISIONAL");
        }
        Effect worst = null;
        Effect best = null;
        boolean confounded = false;
        List<String> verdicts = new ArrayList<>();
        for (Effect e : chosen) {
            verdicts.add(e.verdict);
            confounded |= e.confounded;
            if (e.verdict.equals("DEGRADED") && (worst == null || benefit(e) < benefit(worst))) {
                worst = e;
            }
            if (e.verdict.equals("IMPROVED") && (best == null || benefit(e) > benefit(best))) {
                best = e;
            }
        }
        String result = worst != null && best != null
                ? "MIXED"
                : worst != null ? "DEGRADED" : best != null ? "IMPROVED" : withoutEffect(verdicts);
        return new Summary(change, stream, result, worst, best, confounded, isFinal);
    }

    /** Material harm is possible if it is for one KPI, and so is material benefit. */
    private static String withoutEffect(List<String> verdicts) {
        boolean harm = verdicts.contains("INCONCLUSIVE") || verdicts.contains("BENEFIT_RULED_OUT");
        boolean benefit = verdicts.contains("INCONCLUSIVE") || verdicts.contains("HARM_RULED_OUT");
        if (harm || benefit) {
            return harm && benefit ? "INCONCLUSIVE" : harm ? "BENEFIT_RULED_OUT" : "HARM_RULED_OUT";
        }
        return verdicts.contains("NO_MATERIAL_EFFECT") ? "NO_MATERIAL_EFFECT" : "INSUFFICIENT_DATA";
    }

    private Deployed deployed(Change c) {
        List<Incident> caused = causedBy(c.changeId);
        String failure = c.failure.isEmpty() && !caused.isEmpty() ? "INCIDENT" : c.failure;
        Instant from = c.recoveryFrom == null && !caused.isEmpty() ? c.deployedAt : c.recoveryFrom;
        Instant recovered = c.recoveredAt;
        if (!caused.isEmpty()) {
            boolean open = caused.stream().anyMatch(i -> i.resolvedAt == null);
            recovered = open
                    ? null
                    : caused.stream()
                            .map(i -> i.resolvedAt)
                            .max(Instant::compareTo)
                            .orElseThrow();
        }
        return new Deployed(
                c,
                c.deployedAt,
                c.live,
                c.leadSeconds,
                failure,
                recovered == null || recovered.isBefore(from) ? null : (Double) Answers.seconds(from, recovered),
                !c.remediatesIncident.isEmpty() || !c.rollbackOf.isEmpty(),
                failure.isEmpty() ? succeededByValue(c) : Boolean.FALSE);
    }

    /** Incidents in production, of a severity other than NONE, of which a change is the cause by half or more. */
    List<Incident> causedBy(String changeId) {
        List<Incident> caused = new ArrayList<>();
        for (Suspect s : suspects) {
            for (Incident i : world.incidents) {
                boolean counts = i.production && !i.severity.equals("NONE");
                if (counts && i.incidentId.equals(s.attribution.incidentId) && s.changeId.equals(changeId)) {
                    caused.addAll(s.weight >= 0.5 ? List.of(i) : List.of());
                }
            }
        }
        return caused;
    }

    private Boolean succeededByValue(Change c) {
        Boolean success = null;
        for (Summary s : summaries) {
            if (s.change == c && s.isFinal && !s.result.equals("INSUFFICIENT_DATA")) {
                boolean good = !s.result.equals("DEGRADED") && !s.result.equals("MIXED");
                success = good && !Boolean.FALSE.equals(success);
            }
        }
        return success;
    }

    private void flow(Deployed d) {
        double active = 0;
        double waiting = 0;
        double waitingForOthers = 0;
        int handOvers = 0;
        boolean any = false;
        for (Stage s : world.stages) {
            if (s.changeId.equals(d.change.changeId) && s.endedAt != null) {
                double seconds = Answers.seconds(s.startedAt, s.endedAt);
                boolean waits = s.kind.equals("WAITING");
                active += waits ? 0 : seconds;
                waiting += waits ? seconds : 0;
                waitingForOthers += waits && s.handOver ? seconds : 0;
                handOvers += s.handOver ? 1 : 0;
                any = true;
            }
        }
        if (any) {
            flows.add(new Flow(d, active + waiting, active, waiting, handOvers, waitingForOthers));
        }
    }
}
