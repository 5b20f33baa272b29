package io.changelens.demo;

import io.changelens.demo.Finding.Format;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.simulation.SimulatedChange;
import io.changelens.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Checks the collisions of the two upgrades with release windows: the first collided after a warning, the second was
 * rescheduled.
 */
public final class CollisionFindings {

    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final double SECOND = 1 / DAY;

    private final Simulation simulation;
    private final Tables tables;

    /**
     * Compares a simulation with the tables that it led to.
     *
     * @param simulation the simulation
     * @param tables the tables
     */
    public CollisionFindings(Simulation simulation, Tables tables) {
        this.simulation = simulation;
        this.tables = tables;
    }

    /** All findings. */
    public List<Finding> all() throws InterruptedException {
        SimulatedChange first = simulation.firstUpgrade();
        SimulatedChange second = simulation.secondUpgrade();
        return List.of(
                warned("Collision with the spring release, warned ahead", first, "spring-release", "CONFIRMED"),
                warned("Collision with the summer release, warned ahead", second, "summer-release", "WITHDRAWN"));
    }

    /**
     * Lead time of the warning, in days: from the warning to the first planned start. The final state is compared as
     * well.
     */
    private Finding warned(String name, SimulatedChange change, String window, String state)
            throws InterruptedException {
        DeploymentEvent plan = change.events().get(0);
        double planted = days(plan.getOccurredAt(), plan.getPlannedStart());
        List<List<String>> rows = tables.rows(String.format(
                Locale.ROOT,
                "SELECT state, severity, toUnixTimestamp64Milli(assumeNotNull(warned_at)), confirmed_at IS NOT NULL FROM collisions"
                        + " WHERE change_id = '%s' AND window_id = '%s' AND value_stream = 'course-delivery'"
                        + " AND warned_at IS NOT NULL",
                change.id(),
                window));
        if (rows.isEmpty()) {
            return new Finding(name, planted, Double.NaN, Double.NaN, Double.NaN, "not found", false, Format.DAYS);
        }
        List<String> row = rows.get(0);
        double found = days(Instant.ofEpochMilli(Long.parseLong(row.get(2))), plan.getPlannedStart());
        boolean ok = row.get(0).equals(state) && Math.abs(found - planted) < SECOND;
        return new Finding(name, planted, found, found, found, row.get(0) + ", " + row.get(1), ok, Format.DAYS);
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds() / DAY;
    }
}
