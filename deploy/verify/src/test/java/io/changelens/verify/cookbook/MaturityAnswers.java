package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Facts.Deployed;
import io.changelens.verify.cookbook.Facts.Flow;
import io.changelens.verify.cookbook.Facts.Summary;
import io.changelens.verify.cookbook.Row.Change;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** How mature is the process, and what do changes in release windows cost? */
public final class MaturityAnswers extends Answers {

    MaturityAnswers(Facts facts) {
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
                                    && e.headline
                                    && !e.status.equals("PROVISIONAL")
                                    && !e.verdict.equals("INCONCLUSIVE")
                                    && !e.verdict.equals("INSUFFICIENT_DATA"))
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
            List<Change> ended = facts.deployed.stream()
                    .map(Deployed::change)
                    .filter(c -> c.valueStreams.contains(stream))
                    .toList();
            Predicate<Change> blamed = c -> !facts.causedBy(c.changeId).isEmpty();
            compare(rows, stream, "caused an incident", ended, blamed);
            compare(rows, stream, "failed", ended, c -> !c.failure.isEmpty());
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
}
