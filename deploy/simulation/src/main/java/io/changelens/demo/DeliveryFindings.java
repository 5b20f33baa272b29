package io.changelens.demo;

import io.changelens.demo.Finding.Format;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ValueStream;
import io.changelens.simulation.SimulatedChange;
import io.changelens.simulation.SimulatedIncident;
import io.changelens.simulation.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks causes of incidents and delivery metrics: the truth of the simulation beside the tables. */
public final class DeliveryFindings {

    private static final double CAUSES = 0.80;
    private static final double FAIL_RATE_TOLERANCE = 0.02;
    private static final double ROUNDING = 1e-6;

    private final Simulation simulation;
    private final Tables tables;

    /**
     * Compares a simulation with the tables that it led to.
     *
     * @param simulation the simulation
     * @param tables the tables
     */
    public DeliveryFindings(Simulation simulation, Tables tables) {
        this.simulation = simulation;
        this.tables = tables;
    }

    /** All findings. */
    public List<Finding> all() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(causes());
        for (ValueStream stream : simulation.catalog().catalog().getValueStreams()) {
            findings.add(deployments(stream.getId()));
            findings.add(failRate(stream.getId()));
        }
        return findings;
    }

    /** Share of the incidents caused by a change in which that change is the candidate with the largest weight. */
    private Finding causes() throws InterruptedException {
        Map<String, String> heaviest = new HashMap<>();
        for (List<String> row : tables.rows(
                "SELECT incident_id, argMax(change_id, weight) FROM attributed_changes" + " GROUP BY incident_id")) {
            heaviest.put(row.get(0), row.get(1));
        }
        long caused = 0;
        long right = 0;
        for (SimulatedIncident incident : simulation.incidents()) {
            if (!incident.cause().isEmpty()) {
                caused++;
                right += incident.cause().equals(heaviest.get(incident.id())) ? 1 : 0;
            }
        }
        return EffectFindings.share(
                "Incidents whose cause is the heaviest candidate", 1, right, caused, (double) right / caused >= CAUSES);
    }

    private Finding deployments(String stream) throws InterruptedException {
        return Finding.count(
                "Deployments that reach " + stream,
                deployed(stream).size(),
                tables.number(String.format(
                        Locale.ROOT, "SELECT count() FROM deployments WHERE has(value_streams, '%s')", stream)));
    }

    private List<SimulatedChange> deployed(String stream) {
        return simulation.changes().stream()
                .filter(change -> change.end() != ChangePhase.CANCELLED)
                .filter(change ->
                        simulation.catalog().valueStreamsOf(change.service()).contains(stream))
                .toList();
    }

    /**
     * Change fail rate: failed, rolled back (also by another change), or the true cause of an incident. The tables know
     * causes only by their weights.
     */
    private Finding failRate(String stream) throws InterruptedException {
        Set<String> blamed = new HashSet<>();
        simulation.incidents().forEach(incident -> blamed.add(incident.cause()));
        for (SimulatedChange change : simulation.changes()) {
            DeploymentEvent facts = change.events().get(0);
            if (facts.getRollbackOf() != null) {
                blamed.add(facts.getRollbackOf());
            }
        }
        List<SimulatedChange> all = deployed(stream);
        double planted = (double) all.stream()
                        .filter(change -> change.end() != ChangePhase.SUCCEEDED || blamed.contains(change.id()))
                        .count()
                / all.size();
        double found = tables.number(String.format(
                Locale.ROOT,
                "SELECT countIf(failed) / count() FROM deployments WHERE has(value_streams, '%s')",
                stream));
        // One wrongly attributed incident is within what the weights promise, but among few deployments it is many
        // percentage points.
        boolean ok = Math.abs(found - planted) <= Math.max(FAIL_RATE_TOLERANCE, (1 + ROUNDING) / all.size());
        return new Finding(
                "Change fail rate of " + stream,
                planted,
                found,
                found,
                found,
                ok ? "close" : "different",
                ok,
                Format.SHARE);
    }
}
