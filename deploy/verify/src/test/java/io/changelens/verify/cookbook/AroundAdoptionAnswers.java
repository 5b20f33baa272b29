package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Facts.Deployed;
import io.changelens.verify.cookbook.Row.Outcome;
import io.changelens.verify.cookbook.Row.Stream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** What was before and after adoptions, as it stands. */
public final class AroundAdoptionAnswers extends Answers {

    private static final int DAYS = 90;

    AroundAdoptionAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> kpisAroundAdoptions() {
        List<List<Object>> rows = new ArrayList<>();
        for (Stream adopter : adopters()) {
            for (String kpi : Generator.KPIS.values().stream()
                    .flatMap(List::stream)
                    .distinct()
                    .sorted()
                    .toList()) {
                for (Stream stream : adopterFirst(adopter)) {
                    if (Generator.KPIS.get(stream.valueStream).contains(kpi)) {
                        rows.add(kpi(adopter, stream, kpi));
                    }
                }
            }
        }
        return rows;
    }

    private List<Object> kpi(Stream adopter, Stream stream, String kpi) {
        LocalDate day = day(adopter.adoptedAt);
        double[] before = new double[2];
        double[] after = new double[2];
        for (Outcome o : world.outcomes) {
            LocalDate at = day(o.minute);
            boolean within = !at.isBefore(day.minusDays(DAYS)) && at.isBefore(day.plusDays(DAYS));
            if (within && o.valueStream.equals(stream.valueStream) && o.kpi.equals(kpi)) {
                double[] sums = at.isBefore(day) ? before : after;
                sums[0] += o.numerator;
                sums[1] += o.denominator;
            }
        }
        Double was = ratio(before[0], before[1]);
        Double is = ratio(after[0], after[1]);
        return row(
                adopter.valueStream,
                adopter.adoptedAt,
                kpi,
                stream.valueStream,
                adoptedByThen(adopter, stream),
                round(was, 4),
                round(is, 4),
                was == null || is == null || was == 0 ? null : round(is / was - 1, 4));
    }

    List<List<Object>> whatThePilotChangedInDelivery() {
        List<List<Object>> rows = new ArrayList<>();
        for (Stream adopter : adopters()) {
            for (Stream stream : adopterFirst(adopter)) {
                rows.addAll(delivery(adopter, stream));
            }
        }
        return rows;
    }

    private List<List<Object>> delivery(Stream adopter, Stream stream) {
        Instant at = adopter.adoptedAt;
        Predicate<Deployed> reaches = d -> d.change().valueStreams.contains(stream.valueStream);
        List<Deployed> before = facts.deployed.stream()
                .filter(reaches.and(d -> !d.at().isBefore(at.minus(Duration.ofDays(DAYS))) && d.at().isBefore(at)))
                .toList();
        List<Deployed> after = facts.deployed.stream()
                .filter(reaches.and(d -> !d.at().isBefore(at) && d.at().isBefore(at.plus(Duration.ofDays(DAYS)))))
                .toList();
        if (before.isEmpty() || after.isEmpty()) {
            return List.of();
        }
        Interval was = failed(before);
        Interval is = failed(after);
        Interval difference = Interval.difference(is, was);
        return List.of(row(
                adopter.valueStream,
                at,
                stream.valueStream,
                adoptedByThen(adopter, stream),
                before.size(),
                after.size(),
                round(was.middle(), 3),
                round(is.middle(), 3),
                round(difference.middle(), 3),
                round(difference.low(), 3),
                round(difference.high(), 3)));
    }

    private static Interval failed(List<Deployed> of) {
        double failed = of.stream().mapToInt(d -> d.failed() ? 1 : 0).sum();
        return Interval.wilson(failed, of.size());
    }

    private static boolean adoptedByThen(Stream adopter, Stream stream) {
        return stream.adoptedAt != null && !stream.adoptedAt.isAfter(adopter.adoptedAt);
    }

    private List<Stream> adopters() {
        return world.streams.stream()
                .filter(s -> s.revision == 2 && s.adoptedAt != null)
                .sorted(Comparator.comparing(s -> s.adoptedAt))
                .toList();
    }

    private List<Stream> adopterFirst(Stream adopter) {
        return world.streams.stream()
                .filter(s -> s.revision == 2)
                .sorted(Comparator.comparing((Stream s) -> !s.valueStream.equals(adopter.valueStream))
                        .thenComparing(s -> s.valueStream))
                .toList();
    }
}
