package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Alert;
import io.changelens.verify.cookbook.Row.Balance;
import io.changelens.verify.cookbook.Row.Late;
import io.changelens.verify.cookbook.Row.LateSum;
import io.changelens.verify.cookbook.Row.Outcome;
import io.changelens.verify.cookbook.Row.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** KPIs as they stand, alerts, and what did not count. */
public final class IntakeAnswers extends Answers {

    IntakeAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> kpiByWeek() {
        return kpiByWeek("course-delivery", "participation");
    }

    List<List<Object>> kpiByWeek(String stream, String kpi) {
        List<Outcome> of = world.outcomes.stream()
                .filter(o -> o.valueStream.equals(stream) && o.kpi.equals(kpi))
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        by(of, o -> monday(o.minute))
                .forEach((week, in) -> rows.add(row(
                        week,
                        ratio(above(in), below(in)),
                        in.stream().mapToLong(o -> o.events).sum())));
        return rows;
    }

    List<List<Object>> kpisByCohort() {
        List<List<Object>> rows = new ArrayList<>();
        by(world.outcomes, o -> o.valueStream + "\t" + o.kpi + "\t" + o.cohort)
                .forEach((key, in) -> rows.add(row(
                        in.get(0).valueStream,
                        in.get(0).kpi,
                        in.get(0).cohort,
                        above(in),
                        below(in),
                        round(ratio(above(in), below(in)), 3))));
        return rows;
    }

    private static double above(List<Outcome> of) {
        return of.stream().mapToDouble(o -> o.numerator).sum();
    }

    private static double below(List<Outcome> of) {
        return of.stream().mapToDouble(o -> o.denominator).sum();
    }

    List<List<Object>> openAlerts() {
        List<String> worstFirst = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");
        return first(
                LIMIT,
                world.alerts.stream().filter(a -> a.state.equals("RAISED")).toList(),
                Comparator.comparing((Alert a) -> worstFirst.indexOf(a.severity))
                        .thenComparing(a -> a.raisedAt, Comparator.reverseOrder())
                        .thenComparing(a -> a.alertId),
                a -> row(a.raisedAt, a.kind, a.severity, a.text, a.link));
    }

    List<List<Object>> whatDidNotCount() {
        List<List<Object>> rows = new ArrayList<>();
        by(world.refused, (Refused r) -> r.topic + "\t" + r.reason)
                .forEach((key, of) -> rows.add(row(
                        "rejected",
                        of.get(0).topic,
                        of.get(0).reason,
                        of.size(),
                        latest(of.stream().map(r -> r.publishedAt).toList()))));
        by(world.late, (Late l) -> l.topic)
                .forEach((topic, of) -> rows.add(row(
                        "late",
                        topic,
                        "event time before what is still counted",
                        of.size(),
                        latest(of.stream().map(l -> l.publishedAt).toList()))));
        by(world.lateSums, (LateSum s) -> s.topic)
                .forEach((topic, of) -> rows.add(row(
                        "late sum",
                        topic,
                        "sum after its minute was closed",
                        of.size(),
                        latest(of.stream().map(s -> s.publishedAt).toList()))));
        return first(
                rows.size(),
                rows,
                Comparator.comparing((List<Object> r) -> -(int) r.get(3))
                        .thenComparing(r -> (String) r.get(1))
                        .thenComparing(r -> (String) r.get(2)),
                r -> r);
    }

    List<List<Object>> audit() {
        List<List<Object>> rows = new ArrayList<>();
        by(world.balances, (Balance b) -> b.topic + "\t" + b.partition).forEach((key, runs) -> {
            Balance newest = runs.stream()
                    .max(Comparator.comparing((Balance b) -> b.run))
                    .orElseThrow();
            long late = world.late.stream()
                    .filter(l -> behind(newest, l.topic, l.partition, l.offset))
                    .count();
            List<Refused> kept = world.refused.stream()
                    .filter(r -> behind(newest, r.topic, r.partition, r.offset))
                    .toList();
            long refused = kept.stream()
                    .filter(r -> r.reason.equals("refused-by-database"))
                    .count();
            long rejected = kept.size() - refused;
            rows.add(row(
                    newest.topic,
                    newest.partition,
                    newest.read,
                    newest.counted - refused,
                    refused,
                    newest.duplicates,
                    late,
                    rejected,
                    newest.read - newest.counted - newest.duplicates - late - rejected));
        });
        return rows;
    }

    private static boolean behind(Balance balance, String topic, int partition, long offset) {
        return topic.equals(balance.topic) && partition == balance.partition && offset < balance.nextOffset;
    }

    private static Instant latest(List<Instant> times) {
        return times.stream().max(Comparator.naturalOrder()).orElseThrow();
    }
}
