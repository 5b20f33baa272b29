package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Change;
import io.changelens.verify.cookbook.Row.Incident;
import io.changelens.verify.cookbook.Row.Outcome;
import io.changelens.verify.cookbook.Row.ServiceName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the catalog did not know, and what it has come to know since. The second revision is in effect at all times. */
public final class CatalogAnswers extends Answers {

    CatalogAnswers(Facts facts) {
        super(facts);
    }

    private ServiceName named(long revision, String name, Instant time) {
        for (ServiceName row : world.serviceNames) {
            if (row.revision == revision && row.name.equals(name) && time.isBefore(row.validUntil)) {
                return row;
            }
        }
        return null;
    }

    private String meansNow(String name, Instant time) {
        ServiceName now = named(2, name, time);
        return now == null ? "" : now.service;
    }

    List<List<Object>> unknownServices() {
        List<List<Object>> rows = new ArrayList<>();
        by(world.outcomes.stream().filter(o -> o.valueStream.equals("unmapped")).toList(), (Outcome o) -> o.service)
                .forEach((name, of) -> rows.add(unknown(
                        name,
                        "learning-activity",
                        of.stream().mapToLong(o -> o.events).sum(),
                        of.stream().map(o -> o.minute).toList())));
        by(world.changes.stream().filter(c -> !c.serviceKnown).toList(), (Change c) -> c.service)
                .forEach((name, of) -> rows.add(unknown(
                        name,
                        "deployments",
                        of.size(),
                        of.stream().map(c -> c.lastEventAt).toList())));
        by(world.incidents.stream().filter(i -> !i.serviceKnown).toList(), (Incident i) -> i.service)
                .forEach((name, of) -> rows.add(unknown(
                        name,
                        "incidents",
                        of.size(),
                        of.stream().map(i -> i.lastEventAt).toList())));
        return first(
                rows.size(),
                rows,
                Comparator.comparing((List<Object> r) -> -(long) r.get(2))
                        .thenComparing(r -> (String) r.get(0))
                        .thenComparing(r -> (String) r.get(1)),
                r -> r);
    }

    private List<Object> unknown(String name, String topic, long records, List<Instant> times) {
        Instant last = times.stream().max(Comparator.naturalOrder()).orElseThrow();
        return row(
                name,
                topic,
                records,
                times.stream().min(Comparator.naturalOrder()).orElseThrow(),
                last,
                meansNow(name, last));
    }

    List<List<Object>> outdatedOutcomes() {
        List<List<Object>> rows = new ArrayList<>();
        by(
                        world.outcomes.stream().filter(this::isOutdated).toList(),
                        (Outcome o) -> o.valueStream + "\t" + o.service + "\t" + o.catalogRevision)
                .forEach((key, of) -> rows.add(row(
                        of.get(0).valueStream,
                        of.get(0).service,
                        meansNow(of.get(0).service, of.get(0).minute),
                        of.get(0).catalogRevision,
                        of.stream()
                                .map(o -> o.minute.truncatedTo(ChronoUnit.HOURS))
                                .distinct()
                                .count(),
                        of.stream()
                                .map(o -> o.minute)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                        of.stream()
                                .map(o -> o.minute)
                                .max(Comparator.naturalOrder())
                                .orElseThrow())));
        rows.sort(Comparator.comparing((List<Object> r) -> -(long) r.get(4)).thenComparing(r -> (String) r.get(0)));
        return rows;
    }

    private boolean isOutdated(Outcome o) {
        ServiceName then = named(o.catalogRevision, o.service, o.minute);
        ServiceName now = named(2, o.service, o.minute);
        if (then == null || now == null) {
            return then != now;
        }
        return then.countsFor != now.countsFor;
    }
}
