package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Facts.Deployed;
import io.changelens.verify.cookbook.Facts.Flow;
import io.changelens.verify.cookbook.Facts.Summary;
import io.changelens.verify.cookbook.Row.Change;
import io.changelens.verify.cookbook.Row.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where does the time of changes go, and what becomes of service requests? */
public final class FlowAnswers extends Answers {

    private record Request(Change change, Instant liveAt, Summary summary) {}

    FlowAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> whereTimeGoes() {
        List<List<Object>> rows = new ArrayList<>();
        for (String stream : Generator.STREAMS.stream().sorted().toList()) {
            List<Stage> stages = new ArrayList<>();
            for (Deployed d : facts.deployed) {
                for (Stage s : world.stages) {
                    if (d.change().valueStreams.contains(stream)
                            && s.changeId.equals(d.change().changeId)
                            && s.endedAt != null) {
                        stages.add(s);
                    }
                }
            }
            double all = total(stages);
            List<List<Stage>> groups =
                    new ArrayList<>(by(stages, (Stage s) -> s.stage).values());
            groups.sort(Comparator.comparing(of -> -total(of)));
            for (List<Stage> of : groups) {
                rows.add(row(
                        stream,
                        of.get(0).stage,
                        of.get(0).kind,
                        of.size(),
                        round(total(of) / 3600, 1),
                        round(total(of) / all, 3),
                        of.stream().filter(s -> s.handOver).count()));
            }
        }
        return rows;
    }

    private static double total(List<Stage> stages) {
        return stages.stream().mapToDouble(s -> seconds(s.startedAt, s.endedAt)).sum();
    }

    List<List<Object>> waitingByTeam() {
        Map<String, List<Flow>> teams = by(facts.flows, f -> f.deployed().change().team);
        return first(
                teams.size(),
                List.copyOf(teams.values()),
                Comparator.comparing((List<Flow> of) -> -medianWaiting(of))
                        .thenComparing(of -> of.get(0).deployed().change().team),
                of -> row(
                        of.get(0).deployed().change().team,
                        of.size(),
                        round(medianWaiting(of) / 3600, 1),
                        round(
                                of.stream().mapToDouble(Flow::waiting).sum()
                                        / of.stream().mapToDouble(Flow::all).sum(),
                                3),
                        of.stream().mapToInt(Flow::handOvers).sum()));
    }

    private static double medianWaiting(List<Flow> of) {
        return quantile(of.stream().map(Flow::waiting).toList(), 0.5);
    }

    List<List<Object>> slowestChanges() {
        return first(
                LIMIT,
                facts.flows,
                Comparator.comparing((Flow f) -> -f.all())
                        .thenComparing(f -> f.deployed().change().changeId),
                f -> row(
                        f.deployed().change().changeId,
                        f.deployed().change().service,
                        f.deployed().change().team,
                        f.deployed().at(),
                        round(f.all() / 3600, 1),
                        round(f.active() / f.all(), 3),
                        f.handOvers()));
    }

    List<List<Object>> requestsStillWaiting() {
        List<Change> waiting = new ArrayList<>();
        for (Change c : world.changes) {
            boolean answers = !c.serviceRequest.isEmpty() && c.production;
            boolean answered = false;
            for (Change o : world.changes) {
                answered |= o.serviceRequest.equals(c.serviceRequest) && o.production && o.state.equals("SUCCEEDED");
            }
            if (answers && !answered && !c.state.equals("CANCELLED")) {
                waiting.add(c);
            }
        }
        return first(
                LIMIT,
                waiting,
                Comparator.comparing((Change c) -> c.requestedAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(c -> c.serviceRequest)
                        .thenComparing(c -> c.changeId),
                c -> row(c.serviceRequest, c.changeId, c.service, c.state, c.requestedAt));
    }

    List<List<Object>> requestsThatBecameImprovements() {
        List<Request> improved = new ArrayList<>();
        for (Deployed d : facts.deployed) {
            for (Summary s : facts.summaries) {
                boolean better =
                        s.change() == d.change() && s.isFinal() && s.result().equals("IMPROVED");
                if (better
                        && !d.change().serviceRequest.isEmpty()
                        && d.change().state.equals("SUCCEEDED")) {
                    improved.add(new Request(d.change(), d.at(), s));
                }
            }
        }
        return first(
                LIMIT,
                improved,
                Comparator.comparing((Request r) -> -Facts.benefit(r.summary.best()))
                        .thenComparing(r -> r.change.serviceRequest)
                        .thenComparing(r -> r.change.changeId)
                        .thenComparing(r -> r.summary.stream()),
                r -> row(
                        r.change.serviceRequest,
                        r.change.changeId,
                        r.change.service,
                        r.change.requestedAt,
                        r.liveAt,
                        r.change.requestedAt == null
                                ? null
                                : round(seconds(r.change.requestedAt, r.liveAt) / 86_400, 1),
                        r.summary.stream(),
                        r.summary.best().kpi,
                        round(Facts.benefit(r.summary.best()), 4)));
    }
}
