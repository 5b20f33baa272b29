package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Attribution;
import io.changelens.verify.cookbook.Row.Change;
import io.changelens.verify.cookbook.Row.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Incidents and which changes they are attributed to. */
public final class IncidentRows {

    private static final int INCIDENTS = 130;

    private final Generator g;

    IncidentRows(Generator g) {
        this.g = g;
    }

    void add() {
        for (int i = 0; i < INCIDENTS; i++) {
            attribution(incident(i));
        }
    }

    private Incident incident(int number) {
        Incident i = new Incident();
        i.incidentId = "INC-" + number;
        i.service = g.oneOf(List.copyOf(Generator.SERVICES.keySet()));
        i.serviceKnown = !i.service.equals("lonely");
        i.environment = number > 1 && g.oneIn(9) ? "staging" : "production";
        i.production = i.environment.equals("production");
        i.severity = g.oneOf(List.of("CRITICAL", "MAJOR", "MINOR", "NONE"));
        i.title = "Trouble " + number;
        i.beganAt = g.sometime();
        // Reported later than it began now and then, or never.
        i.openedAt = g.oneIn(4) ? null : i.beganAt.plus(g.upTo(Duration.ofMinutes(20)));
        i.resolvedAt = g.oneIn(5) ? null : i.beganAt.plus(g.upTo(Duration.ofHours(40)));
        i.valueStreams = Generator.SERVICES.get(i.service);
        i.lastEventAt = i.resolvedAt == null ? i.beganAt : i.resolvedAt;
        i.events = 2;
        g.world.incidents.add(i);
        Incident older = (Incident) i.clone();
        older.events = 1;
        older.severity = "UNKNOWN";
        older.production = true;
        older.resolvedAt = null;
        g.world.replace("incidents", older);
        return i;
    }

    private void attribution(Incident i) {
        Attribution a = new Attribution();
        a.incidentId = i.incidentId;
        a.service = i.service;
        a.environment = i.environment;
        a.openedAt = i.beganAt;
        a.severity = i.severity;
        a.external = g.oneIn(8);
        int candidates = a.external ? 0 : i.incidentId.equals("INC-1") ? 4 : g.random.nextInt(5);
        List<Change> all = new ArrayList<>(g.world.changes);
        Collections.shuffle(all, g.random);
        List<Double> shares = new ArrayList<>();
        for (int k = 0; k <= candidates; k++) {
            shares.add(Math.pow(g.random.nextDouble(), 3));
        }
        if (g.oneIn(5)) {
            // Almost certainly no change: what weight there is rounds to nothing.
            shares.set(candidates, 2_000.0);
        }
        double sum = shares.stream().mapToDouble(s -> s).sum();
        a.unattributed = candidates == 0 ? 1 : shares.get(candidates) / sum;
        a.candidateCount = candidates;
        a.changeIds = all.subList(0, candidates).stream().map(c -> c.changeId).toList();
        a.services = all.subList(0, candidates).stream().map(c -> c.service).toList();
        a.weights = shares.subList(0, candidates).stream()
                .map(s -> s / sum)
                .sorted(Collections.reverseOrder())
                .toList();
        a.reported = Collections.nCopies(candidates, false);
        a.distances = Collections.nCopies(candidates, 1);
        a.recency = factors(candidates);
        a.proximity = factors(candidates);
        a.risk = factors(candidates);
        a.result = Collections.nCopies(candidates, 3.0);
        a.evidence = factors(candidates);
        a.reasons = a.changeIds.stream().map(IncidentRows::reasons).toList();
        a.revision = 7;
        g.world.attributions.add(a);
        Attribution older = (Attribution) a.clone();
        older.revision = 6;
        older.unattributed = 1 - a.unattributed;
        older.weights = Collections.nCopies(candidates, 0.6);
        g.world.replace("incident_attributions", older);
    }

    /** A code with an argument, one without, and a sentence that an earlier version wrote. */
    private static List<List<String>> reasons(String change) {
        return List.of(
                List.of("KPI_SHIFTED", "kpi={percent} of " + change, "percent=-9.1"),
                List.of("ON_THE_SERVICE"),
                List.of(change + " was {live}"));
    }

    /** The reasons in words. */
    static String words(String change) {
        return "{percent} of " + change + " -9.1 %; on the service itself; " + change + " was {live}";
    }

    private List<Double> factors(int n) {
        List<Double> factors = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            factors.add(g.random.nextDouble());
        }
        return factors;
    }
}
