package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Facts.Deployed;
import io.changelens.verify.cookbook.Row.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** How well is delivered? */
public final class DeliveryAnswers extends Answers {

    /** A month of a scope, also without a deployment; only its days between the first deployment and the end of the data are observed. */
    private record Month(String scope, LocalDate month, LocalDate first, Instant until, List<Deployed> of) {

        double count(Predicate<Deployed> which) {
            return of.stream().filter(which).count();
        }

        boolean beginsBeforeFirst() {
            return month.isBefore(first);
        }

        boolean complete() {
            return !beginsBeforeFirst() && !midnight(month.plusMonths(1)).isAfter(until);
        }

        long observedDays() {
            return month.datesUntil(month.plusMonths(1))
                    .filter(day -> !day.isBefore(first) && midnight(day).isBefore(until))
                    .count();
        }

        double frequency() {
            return count(Deployed::live) / observedDays();
        }

        Double share(Predicate<Deployed> which) {
            return ratio(count(which), of.size());
        }

        Double median(Function<Deployed, Double> figure) {
            return quantile(of.stream().map(figure).filter(f -> f != null).toList(), 0.5);
        }

        /** Place among elite, high, medium and low; -1 while none is certain. */
        int tierOfFrequency() {
            long days = of.stream()
                    .filter(Deployed::live)
                    .map(d -> day(d.at()))
                    .distinct()
                    .count();
            long weeks = beginsBeforeFirst() ? -Math.floorDiv(-observedDays(), 7) : Math.floorDiv(observedDays(), 7);
            if (frequency() > 1) {
                return 0;
            }
            return observedDays() >= 7 && days >= weeks ? 1 : days > 0 ? 2 : complete() ? 3 : -1;
        }
    }

    DeliveryAnswers(Facts facts) {
        super(facts);
    }

    List<List<Object>> doraByTeam() {
        return dora(d -> d.change().team.isEmpty() ? List.of() : List.of(d.change().team));
    }

    List<List<Object>> doraByValueStream() {
        return dora(d -> d.change().valueStreams);
    }

    private List<List<Object>> dora(Function<Deployed, List<String>> scopes) {
        List<List<Object>> rows = new ArrayList<>();
        for (Month m : months(scopes)) {
            double judged = m.count(d -> d.valueSuccess() != null);
            rows.add(row(
                    m.scope,
                    m.month,
                    m.complete(),
                    m.observedDays(),
                    m.of.size(),
                    round(m.frequency(), 2),
                    round(hours(m.median(Deployed::lead)), 1),
                    m.count(d -> d.change().leadReversed),
                    round(m.share(Deployed::failed), 3),
                    round(hours(m.median(Deployed::recovery)), 1),
                    round(m.share(Deployed::rework), 3),
                    judged,
                    round(ratio(m.count(d -> Boolean.TRUE.equals(d.valueSuccess())), judged), 3)));
        }
        return rows;
    }

    private List<Month> months(Function<Deployed, List<String>> scopes) {
        List<Month> months = new ArrayList<>();
        for (String scope : facts.deployed.stream()
                .flatMap(d -> scopes.apply(d).stream())
                .distinct()
                .sorted()
                .toList()) {
            List<Deployed> of = facts.deployed.stream()
                    .filter(d -> scopes.apply(d).contains(scope))
                    .toList();
            LocalDate first = of.stream()
                    .map(d -> day(d.at()))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            Instant until = until();
            for (LocalDate month = first.withDayOfMonth(1);
                    midnight(month).isBefore(until);
                    month = month.plusMonths(1)) {
                LocalDate in = month;
                months.add(new Month(
                        scope,
                        month,
                        first,
                        until,
                        of.stream().filter(d -> month(d.at()).equals(in)).toList()));
            }
        }
        return months;
    }

    /** The full hour after the newest event of all. */
    private Instant until() {
        List<Instant> times = new ArrayList<>();
        world.changes.forEach(c -> times.add(c.lastEventAt));
        facts.deployed.forEach(d -> times.add(d.at()));
        world.incidents.forEach(i -> times.add(i.lastEventAt));
        world.outcomes.forEach(o -> times.add(o.minute));
        Instant newest = times.stream().max(Comparator.naturalOrder()).orElseThrow();
        return newest.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Double hours(Double seconds) {
        return seconds == null ? null : (Double) (seconds / 3600);
    }

    List<List<Object>> doraTiers() {
        List<String> names = List.of("elite", "high", "medium", "low");
        List<List<Object>> rows = new ArrayList<>();
        for (Month m : months(d -> d.change().valueStreams)) {
            int lowest = m.tierOfFrequency();
            List<Object> metrics = new ArrayList<>();
            if (lowest >= 0) {
                metrics.add(List.of("frequency", names.get(lowest)));
            }
            Double lead = m.median(Deployed::lead);
            if (lead != null) {
                int tier = lead < 86_400 ? 0 : lead <= 604_800 ? 1 : lead <= 31 * 86_400 ? 2 : 3;
                metrics.add(List.of("lead_time", names.get(tier)));
                lowest = Math.max(lowest, tier);
            }
            Double recovery = m.median(Deployed::recovery);
            if (recovery != null) {
                int tier = recovery < 3_600 ? 0 : recovery < 86_400 ? 1 : recovery < 604_800 ? 2 : 3;
                metrics.add(List.of("recovery_time", names.get(tier)));
                lowest = Math.max(lowest, tier);
            }
            if (lowest >= 0) {
                rows.add(row(
                        m.scope,
                        m.month,
                        m.complete(),
                        "2024",
                        names.get(lowest),
                        metrics,
                        round(m.share(Deployed::failed), 3),
                        round(m.share(Deployed::rework), 3)));
            }
        }
        return rows;
    }

    List<List<Object>> emergencyChanges() {
        List<List<Object>> rows = new ArrayList<>();
        for (Month m : months(d -> d.change().valueStreams)) {
            if (m.of.isEmpty()) {
                continue;
            }
            double emergencies = m.count(d -> d.change().changeType.equals("EMERGENCY"));
            rows.add(row(m.scope, m.month, m.of.size(), emergencies, round(emergencies / m.of.size(), 3)));
        }
        return rows;
    }

    List<List<Object>> changesByState() {
        List<List<Object>> rows = new ArrayList<>();
        by(world.changes, (Change c) -> c.environment + "\t" + c.state)
                .forEach((key, of) -> rows.add(row(
                        of.get(0).environment,
                        of.get(0).state,
                        of.size(),
                        of.stream().map(c -> c.service).distinct().count(),
                        of.stream()
                                .map(c -> c.lastEventAt)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                        of.stream()
                                .map(c -> c.lastEventAt)
                                .max(Comparator.naturalOrder())
                                .orElseThrow())));
        return rows;
    }

    List<List<Object>> mostChangedServices() {
        Map<String, List<Deployed>> services = by(facts.deployed, d -> d.change().service);
        return first(
                8,
                List.copyOf(services.keySet()),
                Comparator.comparing((String s) -> -services.get(s).size()).thenComparing(s -> s),
                s -> row(s, services.get(s).size()));
    }

    List<List<Object>> servicesThatCauseIncidents() {
        List<List<Object>> rows = new ArrayList<>();
        by(facts.deployed, d -> d.change().service).forEach((service, of) -> {
            double blamed = of.stream()
                    .filter(d -> !facts.causedBy(d.change().changeId).isEmpty())
                    .count();
            rows.add(row(service, (double) of.size(), blamed, round(blamed / of.size(), 3)));
        });
        return first(
                LIMIT,
                rows,
                Comparator.comparing((List<Object> r) -> -(double) r.get(2))
                        .thenComparing(r -> -(double) r.get(1))
                        .thenComparing(r -> (String) r.get(0)),
                r -> r);
    }
}
