package io.changelens.local.cookbook;

import io.changelens.local.cookbook.Facts.Deployed;
import io.changelens.local.cookbook.Facts.Flow;
import io.changelens.local.cookbook.Row.Effect;
import io.changelens.local.cookbook.Row.Outcome;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What goes with what? */
final class CorrelationAnswers extends Answers {

    private static final String STREAM = "course-delivery";

    private record Tested(String name, int lag, int n, double worth, double r, double p) {}

    CorrelationAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> whatGoesWithEffects() {
        Map<String, Function<Deployed, Double>> traits = new TreeMap<>();
        traits.put("commits", d -> (double) d.change().commits);
        traits.put("lines", d -> (double) d.change().linesAdded + d.change().linesRemoved);
        traits.put("lead time", Deployed::lead);
        traits.put("waiting", this::waiting);
        traits.put("out of hours", d -> outOfHours(d) ? 1.0 : 0.0);
        traits.put("teams", d -> 1.0 + d.change().collaboratingTeams.size());
        traits.put("emergency", d -> d.change().changeType.equals("EMERGENCY") ? 1.0 : 0.0);
        traits.put("standard", d -> d.change().changeType.equals("STANDARD") ? 1.0 : 0.0);
        traits.put("collision", d -> collided(d) ? 1.0 : 0.0);
        Map<String, Double> benefits = benefits();
        List<Tested> tested = new ArrayList<>();
        traits.forEach((name, trait) -> {
            List<Double> values = new ArrayList<>();
            List<Double> benefit = new ArrayList<>();
            for (Deployed d : facts.deployed) {
                if (trait.apply(d) != null && benefits.containsKey(d.change().changeId)) {
                    values.add(trait.apply(d));
                    benefit.add(benefits.get(d.change().changeId));
                }
            }
            tested.add(tested(name, 0, Statistics.ranks(values), Statistics.ranks(benefit), values.size()));
        });
        List<List<Object>> rows = new ArrayList<>();
        tested.sort(Comparator.comparing(Tested::p));
        List<Double> adjusted =
                Statistics.adjusted(tested.stream().map(Tested::p).toList());
        for (Tested t : tested) {
            Interval i = Interval.rankCorrelation(t.r, t.n);
            rows.add(row(
                    t.name, t.n, round(t.r, 3), round(i.low(), 3), round(i.high(), 3), t.p, adjusted.get(rows.size())));
        }
        return rows;
    }

    private static Tested tested(String name, int lag, List<Double> x, List<Double> y, double worth) {
        double r = Statistics.correlation(x, y);
        double z = 0.5 * Math.log((1 + r) / (1 - r));
        return new Tested(
                name, lag, x.size(), worth, r, Statistics.normalTails(Math.abs(z) / Interval.rankError(r, worth)));
    }

    /** The mean over a change's KPIs of the benefit at the longest horizon that has one, in material effects. */
    private Map<String, Double> benefits() {
        Map<String, Map<String, Effect>> longest = new TreeMap<>();
        for (Effect e : world.effects) {
            if (e.insufficient.isEmpty() && !e.maturity.equals("PROVISIONAL")) {
                longest.computeIfAbsent(e.changeId, c -> new TreeMap<>())
                        .merge(e.valueStream + "/" + e.kpi, e, (a, b) -> a.horizonSeconds > b.horizonSeconds ? a : b);
            }
        }
        Map<String, Double> benefits = new TreeMap<>();
        longest.forEach((change, of) -> benefits.put(
                change,
                Statistics.mean(of.values().stream()
                        .map(e -> Facts.benefit(e) / e.materialEffect)
                        .toList())));
        return benefits;
    }

    private Double waiting(Deployed d) {
        return facts.flows.stream()
                .filter(f -> f.deployed().equals(d))
                .map(Flow::waiting)
                .findFirst()
                .orElse(null);
    }

    private static boolean outOfHours(Deployed d) {
        ZonedDateTime at = d.at().atZone(ZoneOffset.UTC);
        return at.getDayOfWeek().getValue() > 5 || at.getHour() < 8 || at.getHour() >= 18;
    }

    private boolean collided(Deployed d) {
        return world.collisions.stream()
                .anyMatch(c -> c.changeId.equals(d.change().changeId) && c.state.equals("CONFIRMED"));
    }

    List<List<Object>> busyWeeks() {
        List<Deployed> deployed = facts.deployed.stream()
                .filter(d -> d.change().valueStreams.contains(STREAM))
                .toList();
        LocalDate first = deployed.stream()
                .map(d -> monday(d.at()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate last = deployed.stream()
                .map(d -> monday(d.at()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Map<LocalDate, Double> changes = new TreeMap<>();
        Map<String, Map<LocalDate, Double>> bad = new TreeMap<>();
        for (LocalDate week = first.plusWeeks(1); week.isBefore(last); week = week.plusWeeks(1)) {
            double failed = 0;
            double all = 0;
            for (Deployed d : deployed) {
                all += monday(d.at()).equals(week) ? 1 : 0;
                failed += monday(d.at()).equals(week) && d.failed() ? 1 : 0;
            }
            changes.put(week, all);
            if (all > 0) {
                bad.computeIfAbsent("failed deployments", m -> new TreeMap<>()).put(week, failed / all);
            }
            bad.computeIfAbsent("incidents", m -> new TreeMap<>()).put(week, incidents(week));
            for (String kpi : Generator.KPIS.get(STREAM)) {
                bad.computeIfAbsent(kpi, m -> new TreeMap<>()).put(week, badness(kpi, week));
            }
        }
        List<Tested> tested = new ArrayList<>();
        bad.forEach((measure, weeks) -> {
            for (int lag = 0; lag <= 4; lag++) {
                tested.add(lagged(measure, lag, changes, weeks));
            }
        });
        List<Double> adjusted =
                Statistics.adjusted(tested.stream().map(Tested::p).toList());
        List<List<Object>> rows = new ArrayList<>();
        for (Tested t : tested) {
            Interval i = Interval.rankCorrelation(t.r, t.worth);
            rows.add(row(
                    t.name,
                    t.lag,
                    t.n,
                    round(t.worth, 1),
                    round(t.r, 3),
                    round(Math.tanh(Math.log((1 + t.r) / (1 - t.r)) / 2 - 1.96 * Interval.rankError(t.r, t.worth)), 3),
                    round(i.high(), 3),
                    t.p,
                    adjusted.get(rows.size())));
        }
        return rows;
    }

    private static Tested lagged(
            String measure, int lag, Map<LocalDate, Double> changes, Map<LocalDate, Double> badness) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        changes.forEach((week, count) -> {
            if (badness.containsKey(week.plusWeeks(lag))) {
                x.add(count);
                y.add(badness.get(week.plusWeeks(lag)));
            }
        });
        List<Double> ranksX = Statistics.ranks(x);
        List<Double> ranksY = Statistics.ranks(y);
        double both = Statistics.autocorrelation(ranksX) * Statistics.autocorrelation(ranksY);
        double worth = Math.min(x.size(), x.size() * (1 - both) / (1 + both));
        return tested(measure, lag, ranksX, ranksY, worth);
    }

    private double incidents(LocalDate week) {
        return world.incidents.stream()
                .filter(i -> i.environment.equals("production")
                        && !i.severity.equals("NONE")
                        && i.valueStreams.contains(STREAM)
                        && monday(i.openedAt).equals(week))
                .count();
    }

    private double badness(String kpi, LocalDate week) {
        double above = 0;
        double below = 0;
        for (Outcome o : world.outcomes) {
            if (o.valueStream.equals(STREAM)
                    && o.kpi.equals(kpi)
                    && monday(o.minute).equals(week)) {
                above += o.numerator;
                below += o.denominator;
            }
        }
        return (Generator.lowerIsBetter(kpi) ? 1 : -1) * above / below;
    }
}
