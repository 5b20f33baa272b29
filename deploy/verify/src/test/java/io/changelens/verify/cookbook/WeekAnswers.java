package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Facts.Deployed;
import io.changelens.verify.cookbook.Row.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Do busy weeks do worse? */
public final class WeekAnswers extends Answers {

    WeekAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> busyWeeks() {
        return busyWeeks("course-delivery");
    }

    List<List<Object>> busyWeeks(String stream) {
        List<Deployed> deployed = facts.deployed.stream()
                .filter(d -> d.change().valueStreams.contains(stream))
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
            bad.computeIfAbsent("incidents", m -> new TreeMap<>()).put(week, incidents(stream, week));
            for (String kpi : Generator.KPIS.get(stream)) {
                double badness = badness(stream, kpi, week);
                if (!Double.isNaN(badness)) {
                    bad.computeIfAbsent(kpi, m -> new TreeMap<>()).put(week, badness);
                }
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
            Interval i = Interval.rankCorrelation(t.r(), t.worth());
            rows.add(row(
                    t.name(),
                    t.lag(),
                    t.n(),
                    round(t.worth(), 1),
                    round(t.r(), 3),
                    round(i.low(), 3),
                    round(i.high(), 3),
                    t.p(),
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
        return Tested.of(measure, lag, ranksX, ranksY, worth);
    }

    private double incidents(String stream, LocalDate week) {
        return world.incidents.stream()
                .filter(i -> i.production
                        && !i.severity.equals("NONE")
                        && i.valueStreams.contains(stream)
                        && monday(i.beganAt).equals(week))
                .count();
    }

    private double badness(String stream, String kpi, LocalDate week) {
        double above = 0;
        double below = 0;
        for (Outcome o : world.outcomes) {
            if (o.valueStream.equals(stream)
                    && o.kpi.equals(kpi)
                    && monday(o.minute).equals(week)) {
                above += o.numerator;
                below += o.denominator;
            }
        }
        return (Generator.lowerIsBetter(kpi) ? 1 : -1) * above / below;
    }
}
