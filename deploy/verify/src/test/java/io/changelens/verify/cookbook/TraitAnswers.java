package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Facts.Deployed;
import io.changelens.verify.cookbook.Facts.Flow;
import io.changelens.verify.cookbook.Row.Effect;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What goes with the effects of changes? */
public final class TraitAnswers extends Answers {

    TraitAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> whatGoesWithEffects() {
        return whatGoesWithEffects("", "UTC");
    }

    List<List<Object>> whatGoesWithEffects(String stream, String zone) {
        Map<String, Function<Deployed, Double>> traits = new TreeMap<>();
        traits.put("commits", d -> (double) d.change().commits);
        traits.put("lines", d -> (double) d.change().linesAdded + d.change().linesRemoved);
        traits.put("lead_time", Deployed::lead);
        traits.put("waiting", this::waiting);
        traits.put("out_of_hours", d -> outOfHours(d, zone) ? 1.0 : 0.0);
        traits.put("teams", d -> 1.0 + d.change().collaboratingTeams.size());
        traits.put("emergency", d -> d.change().changeType.equals("EMERGENCY") ? 1.0 : 0.0);
        traits.put("standard", d -> d.change().changeType.equals("STANDARD") ? 1.0 : 0.0);
        traits.put("collision", d -> collided(d) ? 1.0 : 0.0);
        Map<String, Double> benefits = benefits(stream);
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
            tested.add(Tested.of(name, 0, Statistics.ranks(values), Statistics.ranks(benefit), values.size()));
        });
        List<List<Object>> rows = new ArrayList<>();
        tested.sort(Comparator.comparing(Tested::p));
        List<Double> adjusted =
                Statistics.adjusted(tested.stream().map(Tested::p).toList());
        for (Tested t : tested) {
            Interval i = Interval.rankCorrelation(t.r(), t.n());
            rows.add(row(
                    t.name(),
                    t.n(),
                    round(t.r(), 3),
                    round(i.low(), 3),
                    round(i.high(), 3),
                    t.p(),
                    adjusted.get(rows.size())));
        }
        return rows;
    }

    /** The mean over a change's KPIs of the benefit at the headline horizon, if that is final, in material effects. */
    private Map<String, Double> benefits(String stream) {
        Map<String, List<Double>> byChange = new TreeMap<>();
        for (Effect e : world.effects) {
            boolean counts = e.headline && e.insufficient.isEmpty() && !e.status.equals("PROVISIONAL");
            if (counts && (stream.isEmpty() || e.valueStream.equals(stream))) {
                byChange.computeIfAbsent(e.changeId, c -> new ArrayList<>()).add(Facts.benefit(e) / e.materialEffect);
            }
        }
        Map<String, Double> benefits = new TreeMap<>();
        byChange.forEach((change, of) -> benefits.put(change, Statistics.mean(of)));
        return benefits;
    }

    private Double waiting(Deployed d) {
        return facts.flows.stream()
                .filter(f -> f.deployed().equals(d))
                .map(Flow::waiting)
                .findFirst()
                .orElse(null);
    }

    private static boolean outOfHours(Deployed d, String zone) {
        ZonedDateTime at = d.change().actualEnd.atZone(ZoneId.of(zone));
        return at.getDayOfWeek().getValue() > 5 || at.getHour() < 8 || at.getHour() >= 18;
    }

    private boolean collided(Deployed d) {
        return world.collisions.stream()
                .anyMatch(c -> c.changeId.equals(d.change().changeId) && c.state.equals("CONFIRMED"));
    }
}
