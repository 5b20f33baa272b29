package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.AdoptionParts.Day;
import io.changelens.verify.cookbook.AdoptionParts.Part;
import io.changelens.verify.cookbook.Row.Stream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What did adopting the integrated process change? */
public final class AdoptionAnswers extends Answers {

    private static final String WHOLE = "WEEKS_1_TO_12";

    AdoptionAnswers(Facts facts) {
        super(facts);
    }

    private List<Stream> adopters() {
        return world.streams.stream()
                .filter(s -> s.revision == 2 && s.adoptedAt != null)
                .sorted(Comparator.comparing(s -> s.adoptedAt))
                .toList();
    }

    private AdoptionParts parts() {
        Map<String, Instant> adoptedAt = new HashMap<>();
        world.streams.stream().filter(s -> s.revision == 2).forEach(s -> adoptedAt.put(s.valueStream, s.adoptedAt));
        return new AdoptionParts(
                adoptedAt,
                world.outcomes.stream()
                        .filter(o -> adoptedAt.containsKey(o.valueStream))
                        .map(o -> new Day(o.valueStream, o.kpi, day(o.minute), o.numerator, o.denominator))
                        .toList());
    }

    List<List<Object>> whatThePilotChanged() {
        AdoptionParts parts = parts();
        List<List<Object>> rows = new ArrayList<>();
        for (Stream adopter : adopters()) {
            List<Map<String, Part>> of = parts.kpis(adopter.valueStream).stream()
                    .map(kpi -> parts.parts(adopter.valueStream, kpi))
                    .toList();
            List<Double> adjusted = Statistics.adjusted(of.stream()
                    .map(p -> p.get(WHOLE).estimate())
                    .filter(Objects::nonNull)
                    .map(AdoptionEstimate::p)
                    .toList());
            int tested = 0;
            for (int i = 0; i < of.size(); i++) {
                List<Object> row = new ArrayList<>(
                        whole(adopter, parts.kpis(adopter.valueStream).get(i), of.get(i)));
                boolean none = of.get(i).get(WHOLE).estimate() == null;
                row.add(none ? null : round(adjusted.get(tested++), 4));
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Object> whole(Stream adopter, String kpi, Map<String, Part> parts) {
        Part whole = parts.get(WHOLE);
        AdoptionEstimate found = whole.estimate();
        boolean none = found == null;
        return row(
                adopter.valueStream,
                adopter.adoptedAt,
                kpi,
                whole.comparedWith(),
                whole.weeksBefore(),
                whole.weeksAfter(),
                round(whole.before(), 4),
                round(whole.after(), 4),
                none ? null : round(whole.own(), 4),
                none || whole.comparedWith().isEmpty() ? null : round(whole.theirs(), 4),
                none ? null : round(Math.exp(found.step()) - 1, 4),
                none ? null : round(Math.exp(found.low()) - 1, 4),
                none ? null : round(Math.exp(found.high()) - 1, 4),
                none ? null : round(whole.leastFound(), 4),
                none ? null : round(whole.impact(found.step()), 2),
                none ? null : round(whole.impact(found.low()), 2),
                none ? null : round(whole.impact(found.high()), 2),
                lacks(parts),
                none ? null : round(found.p(), 4));
    }

    private static List<String> lacks(Map<String, Part> parts) {
        Part whole = parts.get(WHOLE);
        AdoptionEstimate earlier =
                parts.containsKey("BEFORE") ? parts.get("BEFORE").estimate() : null;
        List<String> lacks = new ArrayList<>();
        if (whole.comparedWith().isEmpty()) {
            lacks.add("NO_COMPARISON");
        }
        if (whole.weeksBefore() < 12) {
            lacks.add("FEW_WEEKS_BEFORE");
        }
        if (whole.weeksAfter() < 12) {
            lacks.add("FEW_WEEKS_AFTER");
        }
        if (earlier != null && earlier.p() <= 0.05) {
            lacks.add("UNSTABLE_BEFORE");
        }
        if (whole.estimate() != null && whole.leastFound() > 0.25) {
            lacks.add("IMPRECISE");
        }
        return lacks;
    }

    List<List<Object>> howThePilotWentOn() {
        AdoptionParts parts = parts();
        List<List<Object>> rows = new ArrayList<>();
        for (Stream adopter : adopters()) {
            for (String kpi : parts.kpis(adopter.valueStream)) {
                parts.parts(adopter.valueStream, kpi).values().stream()
                        .filter(part -> !part.name().equals(WHOLE) && part.estimate() != null)
                        .forEach(part -> rows.add(row(
                                adopter.valueStream,
                                adopter.adoptedAt,
                                kpi,
                                part.name(),
                                part.weeksAfter(),
                                round(Math.exp(part.estimate().step()) - 1, 4),
                                round(Math.exp(part.estimate().low()) - 1, 4),
                                round(Math.exp(part.estimate().high()) - 1, 4),
                                round(part.estimate().p(), 4),
                                round(part.impact(part.estimate().step()), 2))));
            }
        }
        return rows;
    }
}
