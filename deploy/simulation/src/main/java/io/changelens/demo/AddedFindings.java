package io.changelens.demo;

import io.changelens.demo.Finding.Format;
import io.changelens.simulation.SimulatedChange;
import io.changelens.simulation.Simulation;
import io.changelens.simulation.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Checks what the changes of the summer term add up to on a KPI of course delivery, in its own units: the sum of what was
 * planted, each over the observation window of its headline, beside the view {@code added_impacts}. With the observed sum N
 * of the numerator and the relative effect e, a change has added N e / (1 + e).
 */
final class AddedFindings {

    private static final String COURSE_DELIVERY = "course-delivery";

    /** From a 95 % interval to a 99 % one: of two findings in each run, one in twenty-five would fail by chance. */
    private static final double WIDER = 2.5758 / 1.96;

    private final Simulation simulation;
    private final Tables tables;
    private final Map<String, SimulatedChange> changes;

    AddedFindings(Simulation simulation, Tables tables) {
        this.simulation = simulation;
        this.tables = tables;
        this.changes = simulation.changes().stream().collect(Collectors.toMap(SimulatedChange::id, change -> change));
    }

    List<Finding> all() throws InterruptedException {
        return List.of(
                added("Attendances that the changes of the summer term added", "participation"),
                added("Technical complaints that they added", "technical-complaints"));
    }

    private Finding added(String name, String kpi) throws InterruptedException {
        double planted = 0;
        for (List<String> row : tables.rows(String.format(
                Locale.ROOT,
                "SELECT change_id, numerator, toUnixTimestamp(live_at + INTERVAL 59999 MILLISECOND),"
                        + " toUnixTimestamp(window_end) FROM headline_effects WHERE value_stream = '%s' AND kpi = '%s'"
                        + " AND impact IS NOT NULL AND status != 'PROVISIONAL' AND NOT has(method, 'ON_VOLUME')"
                        + " AND live_at >= '%s' AND live_at < '%s'",
                COURSE_DELIVERY,
                kpi,
                begin(Terms.SUMMER),
                begin(Terms.AFTER)))) {
            double effect = effect(changes.get(row.get(0)), kpi, row);
            planted += Double.parseDouble(row.get(1)) * effect / (1 + effect);
        }
        List<String> found = tables.rows(String.format(
                        Locale.ROOT,
                        "SELECT impact, impact_low, impact_high FROM added_impacts(kpi = '%s', unit = 'value_stream',"
                                + " from = '%s', to = '%s') WHERE value_stream = '%s'",
                        kpi,
                        begin(Terms.SUMMER),
                        begin(Terms.AFTER),
                        COURSE_DELIVERY))
                .get(0);
        double sum = Double.parseDouble(found.get(0));
        double low = Double.parseDouble(found.get(1));
        double high = Double.parseDouble(found.get(2));
        boolean within = sum - WIDER * (sum - low) <= planted && planted <= sum + WIDER * (high - sum);
        return new Finding(name, planted, sum, low, high, within ? "within" : "outside", within, Format.COUNT);
    }

    private double effect(SimulatedChange change, String kpi, List<String> row) {
        if (change.planted().isEmpty()) {
            return 0;
        }
        return simulation
                .expectation()
                .effect(
                        COURSE_DELIVERY,
                        kpi,
                        change.id(),
                        change.events().get(0).getRolloutScope(),
                        Instant.ofEpochSecond(Long.parseLong(row.get(2)) / 60 * 60),
                        Instant.ofEpochSecond(Long.parseLong(row.get(3))));
    }

    private static String begin(LocalDate day) {
        return day.atStartOfDay(Terms.ZONE)
                .toInstant()
                .toString()
                .replace('T', ' ')
                .replace("Z", "");
    }
}
