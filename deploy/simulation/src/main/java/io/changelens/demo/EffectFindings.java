package io.changelens.demo;

import io.changelens.demo.Finding.Format;
import io.changelens.simulation.Kind;
import io.changelens.simulation.SimulatedChange;
import io.changelens.simulation.Simulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** Checks the effects of changes on KPIs: the truth of the simulation beside the estimates in the tables. */
public final class EffectFindings {

    private static final double FOUND = 0.90;
    private static final double CALLED = 0.05;
    private static final double LEAST_COVERED = 0.90;
    private static final double MOST_COVERED = 0.99;
    private static final double NOTHING = 1e-9;
    private static final long DAY = 86_400;
    private static final String COURSE_DELIVERY = "course-delivery";

    private final Simulation simulation;
    private final Tables tables;
    private final Map<String, SimulatedChange> changes;

    /**
     * Compares a simulation with the tables that it led to.
     *
     * @param simulation the simulation
     * @param tables the tables
     */
    public EffectFindings(Simulation simulation, Tables tables) {
        this.simulation = simulation;
        this.tables = tables;
        this.changes = simulation.changes().stream().collect(Collectors.toMap(SimulatedChange::id, change -> change));
    }

    /** All findings. */
    public List<Finding> all() throws InterruptedException {
        List<Row> rows = rows();
        List<Finding> findings = new ArrayList<>();
        findings.add(told("First upgrade: participation in a day", rows, simulation.firstUpgrade(), "participation"));
        findings.add(told(
                "First upgrade: technical complaints in a day",
                rows,
                simulation.firstUpgrade(),
                "technical-complaints"));
        findings.add(told("Second upgrade: participation in a day", rows, simulation.secondUpgrade(), "participation"));
        findings.add(told(
                "Second upgrade: technical complaints in a day",
                rows,
                simulation.secondUpgrade(),
                "technical-complaints"));
        findings.add(large(rows));
        findings.add(neutral(rows));
        findings.add(covered(rows));
        return findings;
    }

    private List<Row> rows() throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (List<String> cells : tables.rows("SELECT change_id, value_stream, kpi, horizon_seconds,"
                + " toUnixTimestamp(live_at + INTERVAL 59999 MILLISECOND), toUnixTimestamp(window_end), effect, low, high,"
                + " verdict, headline FROM latest_effects WHERE status != 'PROVISIONAL' AND insufficient = ''")) {
            SimulatedChange change = changes.get(cells.get(0));
            Instant from = Instant.ofEpochSecond(Long.parseLong(cells.get(4)) / 60 * 60);
            Instant until = Instant.ofEpochSecond(Long.parseLong(cells.get(5)));
            rows.add(new Row(
                    change,
                    cells.get(1),
                    cells.get(2),
                    Long.parseLong(cells.get(3)),
                    truth(change, cells.get(1), cells.get(2), from, until),
                    Double.parseDouble(cells.get(6)),
                    Double.parseDouble(cells.get(7)),
                    Double.parseDouble(cells.get(8)),
                    cells.get(9),
                    cells.get(10).equals("true")));
        }
        return rows;
    }

    private double truth(SimulatedChange change, String stream, String kpi, Instant from, Instant until) {
        if (change.planted().isEmpty() || kpi.equals("availability")) {
            return 0;
        }
        return simulation
                .expectation()
                .effect(stream, kpi, change.id(), change.events().get(0).getRolloutScope(), from, until);
    }

    /** The estimate of a change's effect on a KPI of course delivery after one day. */
    private Finding told(String name, List<Row> rows, SimulatedChange change, String kpi) {
        return rows.stream()
                .filter(row -> row.change().equals(change) && row.kpi().equals(kpi) && row.horizon() == DAY)
                .filter(row -> row.stream().equals(COURSE_DELIVERY))
                .findFirst()
                .map(row -> new Finding(
                        name,
                        row.truth(),
                        row.effect(),
                        row.low(),
                        row.high(),
                        row.verdict(),
                        row.isRight(),
                        Format.DIFFERENCE))
                .orElseGet(() -> new Finding(
                        name,
                        truth(
                                change,
                                COURSE_DELIVERY,
                                kpi,
                                change.live(),
                                change.live().plusSeconds(DAY)),
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        "not judged",
                        false,
                        Format.DIFFERENCE));
    }

    /** Share of the changes with a large effect of which a headline states an effect with the right sign. */
    private Finding large(List<Row> rows) {
        Map<SimulatedChange, List<Row>> planted = rows.stream()
                .filter(row -> row.change().kind() == Kind.LARGE || row.change().kind() == Kind.STORY)
                .filter(Row::isPlanted)
                .collect(Collectors.groupingBy(Row::change));
        long all = simulation.changes().stream()
                .filter(change -> change.kind() == Kind.LARGE || change.kind() == Kind.STORY)
                .count();
        long found = planted.values().stream()
                .filter(of -> of.stream().anyMatch(row -> row.headline() && row.isRight()))
                .count();
        return share("Changes with a large effect that were found", 1, found, all, (double) found / all >= FOUND);
    }

    /** Share of the changes without effect of which a headline states an effect (false positives). */
    private static Finding neutral(List<Row> rows) {
        Map<SimulatedChange, List<Row>> neutral = rows.stream()
                .filter(row -> row.change().kind() == Kind.NEUTRAL)
                .collect(Collectors.groupingBy(Row::change));
        long called = neutral.values().stream()
                .filter(of -> of.stream().anyMatch(row -> row.headline() && row.isCalled()))
                .count();
        return share(
                "Neutral changes that were called good or bad",
                0,
                called,
                neutral.size(),
                (double) called / neutral.size() <= CALLED);
    }

    /**
     * Coverage: share of the planted effects that lie in the 95 % interval at the longest horizon that was estimated. Not
     * at the headline, whose choice looks at the estimates, so that its intervals cover less often.
     */
    private static Finding covered(List<Row> rows) {
        Map<String, Row> longest = rows.stream()
                .filter(Row::isPlanted)
                .collect(Collectors.toMap(Row::key, row -> row, (a, b) -> a.horizon() >= b.horizon() ? a : b));
        long covered = longest.values().stream()
                .filter(row -> row.low() <= row.truth() && row.truth() <= row.high())
                .count();
        Finding found = share("Planted effects in their 95 % interval", 0.95, covered, longest.size(), true);
        // Among some forty, chance alone may cover all, or leave out one in eight.
        boolean credible = found.low() <= MOST_COVERED && found.high() >= LEAST_COVERED;
        return credible ? found : share(found.name(), found.planted(), covered, longest.size(), false);
    }

    /**
     * A share with its 95 % score interval (Wilson 1927).
     *
     * @param name name for people
     * @param planted the true share
     * @param some numerator
     * @param all denominator; 0 gives a failed finding
     * @param ok whether the share is right
     */
    public static Finding share(String name, double planted, long some, long all, boolean ok) {
        if (all == 0) {
            return new Finding(
                    name, planted, Double.NaN, Double.NaN, Double.NaN, "nothing judged", false, Format.SHARE);
        }
        var bounds = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(all), Math.toIntExact(some), 0.05);
        return new Finding(
                name,
                planted,
                (double) some / all,
                bounds.getLowerBound(),
                bounds.getUpperBound(),
                some + " of " + all,
                ok,
                Format.SHARE);
    }

    /**
     * A final estimate in the tables and the true effect.
     *
     * @param change the change
     * @param stream id of the value stream
     * @param kpi id of the KPI
     * @param horizon length of the full observation window, seconds
     * @param truth true effect, relative
     * @param effect estimated effect, relative
     * @param low lower end of the 95 % interval
     * @param high upper end of the 95 % interval
     * @param verdict verdict of the table
     * @param headline whether this horizon speaks for the KPI
     */
    private record Row(
            SimulatedChange change,
            String stream,
            String kpi,
            long horizon,
            double truth,
            double effect,
            double low,
            double high,
            String verdict,
            boolean headline) {

        String key() {
            return change.id() + "|" + stream + "|" + kpi;
        }

        boolean isPlanted() {
            return Math.abs(truth) > NOTHING;
        }

        boolean isCalled() {
            return verdict.equals("IMPROVED") || verdict.equals("DEGRADED");
        }

        boolean isRight() {
            return isCalled() && Math.signum(effect) == Math.signum(truth);
        }
    }
}
