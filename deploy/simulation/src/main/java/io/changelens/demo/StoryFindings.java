package io.changelens.demo;

import io.changelens.core.estimator.PeriodComparison;
import io.changelens.demo.Finding.Format;
import io.changelens.simulation.Simulation;
import io.changelens.simulation.Terms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks everything that was planted in the two terms against the tables. */
public final class StoryFindings {

    private static final double LEVEL = 0.99;
    private static final double WIDEST = 0.08;

    private final Simulation simulation;
    private final Tables tables;

    /**
     * Compares a simulation with the tables that it led to.
     *
     * @param simulation the simulation
     * @param tables the tables
     */
    public StoryFindings(Simulation simulation, Tables tables) {
        this.simulation = simulation;
        this.tables = tables;
    }

    /** All findings. */
    public List<Finding> all() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(termOnTerm("Participation, summer term against spring", "participation", true));
        findings.add(termOnTerm("Technical complaints, summer against spring", "technical-complaints", false));
        findings.addAll(new CollisionFindings(simulation, tables).all());
        findings.addAll(new EffectFindings(simulation, tables).all());
        findings.addAll(new AddedFindings(simulation, tables).all());
        findings.addAll(new DeliveryFindings(simulation, tables).all());
        findings.addAll(nothingLate());
        return findings;
    }

    /** Events are played in the order of their time, so none is late; sums never are, unless the jobs have a fault. */
    private List<Finding> nothingLate() throws InterruptedException {
        return List.of(
                Finding.count("Late events", 0, tables.number("SELECT count() FROM late_events FINAL")),
                Finding.count("Late sums", 0, tables.number("SELECT count() FROM late_sums FINAL")));
    }

    private Finding termOnTerm(String name, String kpi, boolean higherIsBetter) throws InterruptedException {
        PeriodComparison found = PeriodComparison.of(days(kpi, Terms.SPRING), days(kpi, Terms.SUMMER), LEVEL);
        double planted = simulation.termOnTerm(kpi) - 1;
        boolean narrow = found.high() - found.difference() <= WIDEST && found.difference() - found.low() <= WIDEST;
        boolean within = found.low() <= planted && planted <= found.high();
        String verdict = found.low() > 0 == found.high() > 0
                ? (found.low() > 0 == higherIsBetter ? "IMPROVED" : "DEGRADED")
                : "INCONCLUSIVE";
        return new Finding(
                name,
                planted,
                found.difference(),
                found.low(),
                found.high(),
                verdict,
                narrow && within && verdict.equals("IMPROVED"),
                Format.DIFFERENCE);
    }

    /** Numerator and denominator of each day of a term of course delivery; 0 on a day without data. */
    private double[][] days(String kpi, LocalDate first) throws InterruptedException {
        LocalDate end = first.plusWeeks(Terms.WEEKS_OF_TERM);
        String question = String.format(
                Locale.ROOT,
                "SELECT sum(numerator), sum(denominator) FROM outcomes WHERE value_stream = 'course-delivery'"
                        + " AND kpi = '%s' AND toDate(minute, '%s') >= '%s' AND toDate(minute, '%s') < '%s'"
                        + " GROUP BY toDate(minute, '%s') AS day"
                        + " ORDER BY day WITH FILL FROM toDate('%s') TO toDate('%s')",
                kpi,
                Terms.ZONE,
                first,
                Terms.ZONE,
                end,
                Terms.ZONE,
                first,
                end);
        return tables.rows(question).stream()
                .map(row -> new double[] {Double.parseDouble(row.get(0)), Double.parseDouble(row.get(1))})
                .toArray(double[][]::new);
    }
}
