package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Outcome;
import io.changelens.verify.cookbook.Row.Stream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What did adopting the integrated process change? */
public final class AdoptionAnswers extends Answers {

    private static final int WEEKS = 12;

    /** A week of a KPI of a value stream that has data each day. */
    private record Week(double above, double below, double value) {}

    /** Four weeks in a row: the mean of what is compared, and the sums of the adopter's own. */
    private record Block(double own, double theirs, double above, double below) {}

    AdoptionAnswers(Facts facts) {
        super(facts);
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
                of.addAll(adoption(adopter, kpi));
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

    /** One row, or none where there are less than two blocks on a side. */
    private List<List<Object>> adoption(Stream adopter, String kpi) {
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
        for (String other : others) {
            Map<LocalDate, Week> of = weeks(other, kpi);
            Stream stream = stream(other);
            of.keySet().removeIf(w -> stream.adoptedAt != null && w.plusWeeks(1).isAfter(day(stream.adoptedAt)));
            weeks.put(other, of);
        }
        List<Block> before = blocks(adopter.valueStream, others, weeks, until.minusWeeks(1), -1);
        List<Block> after = blocks(adopter.valueStream, others, weeks, since, 1);
        if (before.size() < 2 || after.size() < 2) {
            return List.of();
        }
        double own = mean(after, Block::own) - mean(before, Block::own);
        double theirs = mean(after, Block::theirs) - mean(before, Block::theirs);
        List<Double> a = after.stream().map(b -> b.own - b.theirs).toList();
        List<Double> c = before.stream().map(b -> b.own - b.theirs).toList();
        int df = a.size() + c.size() - 2;
        double pooled = ((a.size() - 1) * Statistics.variance(a) + (c.size() - 1) * Statistics.variance(c)) / df;
        double error = Math.sqrt(pooled / a.size() + pooled / c.size());
        double difference = own - theirs;
        return List.of(new ArrayList<>(row(
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
                Statistics.studentTails(Math.abs(difference) / error, df))));
    }

    private static double mean(List<Block> blocks, java.util.function.ToDoubleFunction<Block> of) {
        return sum(blocks, of) / blocks.size();
    }

    private static double sum(List<Block> blocks, java.util.function.ToDoubleFunction<Block> of) {
        return blocks.stream().mapToDouble(of).sum();
    }

    /** Whole fours of the twelve weeks that come first from a Monday in a direction, and of which all streams have data. */
    private static List<Block> blocks(
            String adopter, List<String> others, Map<String, Map<LocalDate, Week>> weeks, LocalDate from, int step) {
        List<LocalDate> found = new ArrayList<>();
        for (int i = 0; i < 26 && found.size() < WEEKS; i++) {
            LocalDate week = from.plusWeeks((long) i * step);
            if (weeks.values().stream().allMatch(of -> of.containsKey(week))) {
                found.add(week);
            }
        }
        List<Block> blocks = new ArrayList<>();
        for (int b = 0; 4 * b + 4 <= found.size(); b++) {
            blocks.add(block(
                    weeks.get(adopter), others.stream().map(weeks::get).toList(), found.subList(4 * b, 4 * b + 4)));
        }
        return blocks;
    }

    private static Block block(Map<LocalDate, Week> adopter, List<Map<LocalDate, Week>> others, List<LocalDate> four) {
        double own = 0;
        double theirs = 0;
        double above = 0;
        double below = 0;
        for (LocalDate week : four) {
            own += adopter.get(week).value / 4;
            above += adopter.get(week).above;
            below += adopter.get(week).below;
            for (Map<LocalDate, Week> other : others) {
                theirs += other.get(week).value / 4 / others.size();
            }
        }
        return new Block(own, theirs, above, below);
    }

    private Stream stream(String id) {
        return world.streams.stream()
                .filter(s -> s.revision == 2 && s.valueStream.equals(id))
                .findFirst()
                .orElseThrow();
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
        sums.values().removeIf(s -> s[1] == 0);
        boolean nothing = sums.values().stream().anyMatch(s -> s[0] == 0);
        Map<LocalDate, Week> weeks = new TreeMap<>();
        sums.forEach((week, s) -> weeks.put(week, new Week(s[0], s[1], Math.log((s[0] + (nothing ? 0.5 : 0)) / s[1]))));
        return weeks;
    }
}
