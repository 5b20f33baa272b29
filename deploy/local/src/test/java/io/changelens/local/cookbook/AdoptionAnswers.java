package io.changelens.local.cookbook;

import io.changelens.local.cookbook.Facts.Deployed;
import io.changelens.local.cookbook.Facts.Flow;
import io.changelens.local.cookbook.Facts.Summary;
import io.changelens.local.cookbook.Row.Change;
import io.changelens.local.cookbook.Row.Outcome;
import io.changelens.local.cookbook.Row.Stream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** How mature is the process, what did adopting it change, and what do collisions cost? */
final class AdoptionAnswers extends Answers {

    private static final int WEEKS = 12;

    /** A week of a KPI of a value stream that has data each day. */
    private record Week(double above, double below, double value) {}

    /** Four weeks in a row: the mean of what is compared, and the sums of the adopter's own. */
    private record Block(double own, double theirs, double above, double below) {}

    AdoptionAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> maturity() {
        List<List<Object>> rows = new ArrayList<>();
        for (String stream : Generator.STREAMS.stream().sorted().toList()) {
            List<Deployed> live = facts.deployed.stream()
                    .filter(d -> d.live() && d.change().valueStreams.contains(stream))
                    .toList();
            by(live, d -> month(d.at())).forEach((month, of) -> rows.add(maturity(stream, month, of)));
        }
        return rows;
    }

    private List<Object> maturity(String stream, LocalDate month, List<Deployed> of) {
        double tied = 0;
        double planned = 0;
        double shared = 0;
        double all = 0;
        double others = 0;
        double evaluated = 0;
        for (Deployed d : of) {
            Change c = d.change();
            tied += c.workItem.isEmpty() && c.serviceRequest.isEmpty() && c.sprint.isEmpty() ? 0 : 1;
            boolean ahead = c.plannedStart != null
                    && c.plannedAt != null
                    && c.plannedAt.isBefore(c.actualStart == null ? d.at() : c.actualStart);
            planned += ahead ? 1 : 0;
            shared += c.collaboratingTeams.isEmpty() ? 0 : 1;
            for (Flow f : facts.flows) {
                all += f.deployed().equals(d) ? f.all() : 0;
                others += f.deployed().equals(d) ? f.waitingForOthers() : 0;
            }
            evaluated += world.effects.stream()
                            .anyMatch(e -> e.changeId.equals(c.changeId)
                                    && e.valueStream.equals(stream)
                                    && !e.maturity.equals("PROVISIONAL")
                                    && List.of("IMPROVED", "DEGRADED", "NO_MATERIAL_EFFECT")
                                            .contains(e.verdict))
                    ? 1
                    : 0;
        }
        double n = of.size();
        return row(
                stream,
                month,
                n,
                round((tied + planned) / (2 * n), 3),
                round((shared / n + (all == 0 ? 1 : 1 - others / all)) / 2, 3),
                round(evaluated / n, 3));
    }

    List<List<Object>> doCollisionsHurt() {
        List<List<Object>> rows = new ArrayList<>();
        for (String stream : Generator.STREAMS.stream().sorted().toList()) {
            List<Change> ended = world.changes.stream()
                    .filter(c -> c.environment.equals("production")
                            && List.of("SUCCEEDED", "FAILED", "ROLLED_BACK").contains(c.state)
                            && c.valueStreams.contains(stream))
                    .toList();
            Predicate<Change> blamed =
                    c -> facts.suspects.stream().anyMatch(s -> s.changeId().equals(c.changeId) && s.weight() >= 0.5);
            compare(rows, stream, "caused an incident", ended, blamed);
            compare(rows, stream, "failed", ended, c -> !c.state.equals("SUCCEEDED"));
            List<Change> measured =
                    ended.stream().filter(c -> result(c, stream) != null).toList();
            compare(
                    rows,
                    stream,
                    "made a KPI worse",
                    measured,
                    c -> List.of("DEGRADED", "MIXED").contains(result(c, stream)));
        }
        return rows;
    }

    private String result(Change c, String stream) {
        return facts.summaries.stream()
                .filter(s -> s.change() == c
                        && s.stream().equals(stream)
                        && !s.result().equals("INSUFFICIENT_DATA"))
                .map(Summary::result)
                .findFirst()
                .orElse(null);
    }

    private void compare(List<List<Object>> rows, String stream, String what, List<Change> of, Predicate<Change> bad) {
        Predicate<Change> collided = c -> world.collisions.stream()
                .anyMatch(o ->
                        o.changeId.equals(c.changeId) && o.valueStream.equals(stream) && o.state.equals("CONFIRMED"));
        double inside = count(of, collided);
        double outside = of.size() - inside;
        Interval in = Interval.wilson(count(of, collided.and(bad)), inside);
        Interval out = Interval.wilson(count(of, collided.negate().and(bad)), outside);
        Interval difference = Interval.difference(in, out);
        rows.add(row(
                stream,
                what,
                inside,
                round(in.middle(), 3),
                outside,
                round(out.middle(), 3),
                round(difference.middle(), 3),
                round(difference.low(), 3),
                round(difference.high(), 3)));
    }

    private static double count(List<Change> of, Predicate<Change> which) {
        return of.stream().filter(which).count();
    }

    List<List<Object>> whatThePilotChanged() {
        List<List<Object>> rows = new ArrayList<>();
        List<Stream> adopters = world.streams.stream()
                .filter(s -> s.revision == 2 && s.adoptedAt != null)
                .sorted(Comparator.comparing(s -> s.adoptedAt))
                .toList();
        for (Stream adopter : adopters) {
            List<List<Object>> of = new ArrayList<>();
            for (String kpi :
                    Generator.KPIS.get(adopter.valueStream).stream().sorted().toList()) {
                of.add(adoption(adopter, kpi));
            }
            List<Double> adjusted =
                    Statistics.adjusted(of.stream().map(r -> (Double) r.get(13)).toList());
            for (int i = 0; i < of.size(); i++) {
                of.get(i).add(adjusted.get(i));
                rows.add(of.get(i));
            }
        }
        return rows;
    }

    private List<Object> adoption(Stream adopter, String kpi) {
        LocalDate until = monday(adopter.adoptedAt);
        boolean atOnce = until.atStartOfDay(ZoneOffset.UTC).toInstant().equals(adopter.adoptedAt);
        LocalDate since = atOnce ? until : until.plusWeeks(1);
        List<String> others = world.streams.stream()
                .filter(s -> s.revision == 2
                        && !s.valueStream.equals(adopter.valueStream)
                        && Generator.KPIS.get(s.valueStream).contains(kpi)
                        && (s.adoptedAt == null || !day(s.adoptedAt).isBefore(since.plusWeeks(WEEKS))))
                .map(s -> s.valueStream)
                .sorted()
                .toList();
        Map<String, Map<LocalDate, Week>> weeks = new TreeMap<>();
        weeks.put(adopter.valueStream, weeks(adopter.valueStream, kpi));
        others.forEach(o -> weeks.put(o, weeks(o, kpi)));
        List<Block> before = new ArrayList<>();
        List<Block> after = new ArrayList<>();
        for (int b = 0; b < WEEKS / 4; b++) {
            before.addAll(block(adopter.valueStream, others, weeks, until.minusWeeks(4L * b + 4)));
            after.addAll(block(adopter.valueStream, others, weeks, since.plusWeeks(4L * b)));
        }
        double own = mean(after, Block::own) - mean(before, Block::own);
        double theirs = mean(after, Block::theirs) - mean(before, Block::theirs);
        List<Double> a = after.stream().map(b -> b.own - b.theirs).toList();
        List<Double> c = before.stream().map(b -> b.own - b.theirs).toList();
        int df = a.size() + c.size() - 2;
        double pooled = ((a.size() - 1) * Statistics.variance(a) + (c.size() - 1) * Statistics.variance(c)) / df;
        double error = Math.sqrt(pooled / a.size() + pooled / c.size());
        double difference = own - theirs;
        return new ArrayList<>(row(
                adopter.valueStream,
                adopter.adoptedAt,
                kpi,
                others,
                4 * before.size(),
                4 * after.size(),
                round(sum(before, Block::above) / sum(before, Block::below), 4),
                round(sum(after, Block::above) / sum(after, Block::below), 4),
                round(Math.exp(own) - 1, 4),
                others.isEmpty() ? null : round(Math.exp(theirs) - 1, 4),
                round(Math.exp(difference) - 1, 4),
                round(Math.exp(difference - Statistics.studentBound(df) * error) - 1, 4),
                round(Math.exp(difference + Statistics.studentBound(df) * error) - 1, 4),
                Statistics.studentTails(Math.abs(difference) / error, df)));
    }

    private static double mean(List<Block> blocks, java.util.function.ToDoubleFunction<Block> of) {
        return sum(blocks, of) / blocks.size();
    }

    private static double sum(List<Block> blocks, java.util.function.ToDoubleFunction<Block> of) {
        return blocks.stream().mapToDouble(of).sum();
    }

    /** The four weeks from a Monday on, if all value streams have all of them. */
    private static List<Block> block(
            String adopter, List<String> others, Map<String, Map<LocalDate, Week>> weeks, LocalDate from) {
        double own = 0;
        double theirs = 0;
        double above = 0;
        double below = 0;
        for (int i = 0; i < 4; i++) {
            LocalDate week = from.plusWeeks(i);
            if (weeks.values().stream().anyMatch(of -> !of.containsKey(week))) {
                return List.of();
            }
            own += weeks.get(adopter).get(week).value / 4;
            above += weeks.get(adopter).get(week).above;
            below += weeks.get(adopter).get(week).below;
            for (String other : others) {
                theirs += weeks.get(other).get(week).value / 4 / others.size();
            }
        }
        return List.of(new Block(own, theirs, above, below));
    }

    private Map<LocalDate, Week> weeks(String stream, String kpi) {
        List<Outcome> of = world.outcomes.stream()
                .filter(o -> o.valueStream.equals(stream) && o.kpi.equals(kpi))
                .toList();
        Map<LocalDate, double[]> sums = new TreeMap<>();
        by(of, o -> monday(o.minute)).forEach((week, in) -> {
            if (new TreeSet<>(in.stream().map(o -> day(o.minute)).toList()).size() == 7) {
                sums.put(week, new double[] {
                    in.stream().mapToDouble(o -> o.numerator).sum(),
                    in.stream().mapToDouble(o -> o.denominator).sum()
                });
            }
        });
        boolean nothing = sums.values().stream().anyMatch(s -> s[0] == 0);
        Map<LocalDate, Week> weeks = new TreeMap<>();
        sums.forEach((week, s) -> weeks.put(week, new Week(s[0], s[1], Math.log((s[0] + (nothing ? 0.5 : 0)) / s[1]))));
        return weeks;
    }
}
