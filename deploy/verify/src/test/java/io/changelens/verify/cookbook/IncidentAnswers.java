package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Facts.Suspect;
import io.changelens.verify.cookbook.Row.Attribution;
import io.changelens.verify.cookbook.Row.Collision;
import io.changelens.verify.cookbook.Row.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Incidents and their causes; changes in release windows. */
public final class IncidentAnswers extends Answers {

    IncidentAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> incidentsBySeverity() {
        List<Incident> production =
                world.incidents.stream().filter(i -> i.production).toList();
        List<List<Incident>> groups =
                new ArrayList<>(by(production, i -> i.severity).values());
        groups.sort(Comparator.comparing((List<Incident> of) -> -of.size()).thenComparing(of -> of.get(0).severity));
        List<List<Object>> rows = new ArrayList<>();
        for (List<Incident> of : groups) {
            List<Double> lasted = of.stream()
                    .filter(i -> i.resolvedAt != null)
                    .map(i -> Duration.between(i.beganAt, i.resolvedAt).toMillis() / 1000.0)
                    .toList();
            rows.add(row(
                    of.get(0).severity, of.size(), of.size() - lasted.size(), round(quantile(lasted, 0.5) / 60, 0)));
        }
        return rows;
    }

    List<List<Object>> causesOfIncidents() {
        return first(
                LIMIT,
                facts.suspects.stream()
                        .filter(s -> s.place() == 1 && s.weight() > 0)
                        .toList(),
                Comparator.comparing((Suspect s) -> s.attribution().openedAt)
                        .reversed()
                        .thenComparing(s -> s.attribution().incidentId),
                s -> row(
                        s.attribution().openedAt,
                        s.attribution().incidentId,
                        s.attribution().severity,
                        s.attribution().service,
                        s.changeId(),
                        facts.change(s.changeId()).service,
                        round(s.weight(), 2),
                        round(s.attribution().unattributed, 2),
                        IncidentRows.words(s.attribution().changeIds.get(0))));
    }

    List<List<Object>> incidentCandidates() {
        return incidentCandidates("INC-1");
    }

    List<List<Object>> incidentCandidates(String incident) {
        List<List<Object>> rows = new ArrayList<>();
        for (Suspect s : facts.suspects) {
            Attribution a = s.attribution();
            int i = s.place() - 1;
            if (a.incidentId.equals(incident)) {
                rows.add(row(
                        s.place(),
                        s.changeId(),
                        a.services.get(i),
                        round(s.weight(), 3),
                        a.reported.get(i),
                        a.distances.get(i),
                        round(a.recency.get(i), 3),
                        round(a.proximity.get(i), 3),
                        round(a.risk.get(i), 3),
                        a.result.get(i),
                        round(a.evidence.get(i), 3),
                        IncidentRows.words(a.changeIds.get(i))));
            }
        }
        return rows;
    }

    List<List<Object>> incidentsWithoutAChange() {
        return first(
                LIMIT,
                world.attributions.stream()
                        .filter(a -> facts.inProduction(a) && a.unattributed >= 0.5)
                        .toList(),
                Comparator.comparing((Attribution a) -> a.openedAt).reversed().thenComparing(a -> a.incidentId),
                a -> row(
                        a.incidentId,
                        a.openedAt,
                        a.service,
                        a.severity,
                        a.external,
                        a.candidateCount,
                        round(a.unattributed, 2),
                        world.incidents.stream()
                                .filter(i -> i.incidentId.equals(a.incidentId))
                                .map(i -> i.title)
                                .findFirst()
                                .orElseThrow()));
    }

    List<List<Object>> collisionsAhead() {
        return first(
                LIMIT,
                world.collisions.stream().filter(c -> c.state.equals("OPEN")).toList(),
                Comparator.comparing((Collision c) -> c.changeStart)
                        .thenComparing(c -> c.changeId)
                        .thenComparing(c -> c.windowId)
                        .thenComparing(c -> c.valueStream),
                c -> row(
                        c.changeStart,
                        c.changeId,
                        c.service,
                        c.team,
                        c.changeType,
                        c.valueStream,
                        c.windowTitle,
                        c.windowStart,
                        c.windowEnd,
                        c.severity,
                        c.warnedAt));
    }

    List<List<Object>> collisionsThatHappened() {
        return first(
                LIMIT,
                world.collisions.stream()
                        .filter(c -> c.state.equals("CONFIRMED"))
                        .toList(),
                Comparator.comparing((Collision c) -> c.changeStart)
                        .reversed()
                        .thenComparing(c -> c.changeId)
                        .thenComparing(c -> c.valueStream)
                        .thenComparing(c -> c.windowId),
                c -> row(
                        c.changeId,
                        c.service,
                        c.valueStream,
                        c.windowTitle,
                        c.severity,
                        c.changeStart,
                        c.warnedAt,
                        c.warnedAt == null ? null : round(hoursAhead(c), 1)));
    }

    private static double hoursAhead(Collision c) {
        return Math.max(0, c.changeStart.getEpochSecond() - c.warnedAt.getEpochSecond()) / 3600.0;
    }

    List<List<Object>> windowsUnderPressure() {
        Map<String, List<Collision>> windows = by(
                world.collisions.stream()
                        .filter(c -> !c.state.equals("WITHDRAWN"))
                        .toList(),
                c -> c.windowId);
        return first(
                LIMIT,
                List.copyOf(windows.values()),
                Comparator.comparing((List<Collision> of) -> -changes(of, "")).thenComparing(of -> of.get(0).windowId),
                of -> row(
                        of.get(0).windowId,
                        of.get(0).windowTitle,
                        of.get(0).windowStart,
                        changes(of, ""),
                        changes(of, "OPEN"),
                        changes(of, "CONFIRMED")));
    }

    private static long changes(List<Collision> of, String state) {
        return of.stream()
                .filter(c -> state.isEmpty() || c.state.equals(state))
                .map(c -> c.changeId)
                .distinct()
                .count();
    }
}
