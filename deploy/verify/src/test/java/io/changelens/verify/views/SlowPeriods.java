package io.changelens.verify.views;

import io.changelens.verify.views.GeneratedPeriods.Deployment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Delivery metrics of periods by plain loops over deployments, day by day; nothing of the views is shared. */
final class SlowPeriods {

    private final List<Deployment> deployments;
    private final ZoneId zone;
    /** Up to when everything is known: the full hour after the newest event. */
    private final Instant knownUntil;

    /** A period of a scope with its deployments. */
    record Period(
            String scope,
            Instant startsAt,
            Instant endsAt,
            boolean complete,
            long days,
            long observedDays,
            boolean fromFirstDeployment,
            List<Deployment> of,
            ZoneId zone) {

        long live() {
            return count(Deployment::live);
        }

        long deploymentDays() {
            return of.stream()
                    .filter(Deployment::live)
                    .map(d -> d.at().atZone(zone).toLocalDate())
                    .distinct()
                    .count();
        }

        /** Weeks that a weekly cadence must fill: one begins with the first deployment, others anywhere in the period. */
        long observedWeeks() {
            long begun = (long) Math.ceil(observedDays / 7.0);
            return observedDays < 7 ? 0 : fromFirstDeployment ? begun : observedDays / 7;
        }

        /** Place among elite, high, medium and low; -1 while none is certain. */
        int tierOfFrequency() {
            if (live() > observedDays) {
                return 0;
            }
            if (observedWeeks() > 0 && deploymentDays() >= observedWeeks()) {
                return 1;
            }
            return deploymentDays() > 0 ? 2 : complete ? 3 : -1;
        }

        Double median(Function<Deployment, Double> figure) {
            return SlowDelivery.quantile(sorted(figure), 0.5);
        }

        private long count(Predicate<Deployment> which) {
            return of.stream().filter(which).count();
        }

        private List<Double> sorted(Function<Deployment, Double> figure) {
            return of.stream().map(figure).filter(f -> f != null).sorted().toList();
        }

        /** The columns of {@code delivery_metrics}, as text. */
        String row() {
            List<Double> leads = sorted(Deployment::lead);
            List<Double> recoveries = sorted(SlowPeriods::recovery);
            double all = of.size();
            double failed = count(d -> !d.failure().isEmpty());
            double reversed =
                    count(d -> d.recoveredAt() != null && d.recoveredAt().isBefore(d.recoveryFrom()));
            double rework = count(Deployment::rework);
            return scope + "\t" + startsAt.atZone(zone).toLocalDate() + "\t" + startsAt.toEpochMilli() + "\t"
                    + endsAt.toEpochMilli() + "\t" + complete + "\t"
                    + SlowDelivery.text(
                            days,
                            observedDays,
                            observedWeeks(),
                            all,
                            live(),
                            live() / (double) observedDays,
                            deploymentDays(),
                            leads.size(),
                            count(Deployment::leadReversed),
                            SlowDelivery.quantile(leads, 0.5),
                            SlowDelivery.quantile(leads, 0.75),
                            SlowDelivery.quantile(leads, 0.9),
                            SlowDelivery.quantile(leads, 0.95),
                            failed,
                            all == 0 ? null : (Double) (failed / all),
                            recoveries.size(),
                            reversed,
                            failed - recoveries.size() - reversed,
                            SlowDelivery.quantile(recoveries, 0.5),
                            SlowDelivery.quantile(recoveries, 0.9),
                            rework,
                            all == 0 ? null : (Double) (rework / all),
                            failed,
                            0,
                            failed == 0 ? null : (Double) 0.0);
        }
    }

    SlowPeriods(List<Deployment> deployments, Instant newest, ZoneId zone) {
        this.deployments = deployments;
        this.zone = zone;
        this.knownUntil = Instant.ofEpochSecond(newest.getEpochSecond() / 3600 * 3600 + 3600);
    }

    static Double recovery(Deployment d) {
        return d.recoveredAt() == null || d.recoveredAt().isBefore(d.recoveryFrom())
                ? null
                : (Double) (Duration.between(d.recoveryFrom(), d.recoveredAt()).toMillis() / 1000.0);
    }

    private Map<String, List<Deployment>> scopes() {
        Map<String, List<Deployment>> scopes = new TreeMap<>();
        for (Deployment d : deployments) {
            List<String> names = new ArrayList<>(List.of("all\t", "service\t" + d.service()));
            if (!d.team().isEmpty()) {
                names.add("team\t" + d.team());
            }
            d.streams().forEach(stream -> names.add("value_stream\t" + stream));
            names.forEach(
                    name -> scopes.computeIfAbsent(name, n -> new ArrayList<>()).add(d));
        }
        return scopes;
    }

    private static Instant first(List<Deployment> of) {
        return of.stream().map(Deployment::at).min(Instant::compareTo).orElseThrow();
    }

    private LocalDate day(Instant time) {
        return time.atZone(zone).toLocalDate();
    }

    private Instant midnight(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    /** Days, weeks or months of all time. */
    List<Period> calendar(String unit) {
        return calendar(unit, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    }

    /** Days, weeks or months of a range. */
    List<Period> calendar(String unit, Instant from, Instant to) {
        List<Period> periods = new ArrayList<>();
        Instant last = to.isBefore(knownUntil) ? to : knownUntil;
        scopes().forEach((scope, of) -> {
            LocalDate firstDay = day(latest(from, first(of)));
            LocalDate start = switch (unit) {
                case "day" -> firstDay;
                case "week" -> firstDay.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                default -> firstDay.withDayOfMonth(1);
            };
            while (midnight(start).isBefore(last)) {
                LocalDate next = switch (unit) {
                    case "day" -> start.plusDays(1);
                    case "week" -> start.plusWeeks(1);
                    default -> start.plusMonths(1);
                };
                long days = 0;
                long observed = 0;
                for (LocalDate day = start; day.isBefore(next); day = day.plusDays(1)) {
                    days++;
                    observed += !day.isBefore(firstDay) && midnight(day).isBefore(last) ? 1 : 0;
                }
                boolean complete = !start.isBefore(day(first(of)))
                        && !from.isAfter(midnight(start))
                        && !midnight(next).isAfter(last);
                List<Deployment> in = of.stream()
                        .filter(d -> !d.at().isBefore(from) && d.at().isBefore(to))
                        .toList();
                boolean fromFirst = start.isBefore(day(first(of)));
                periods.add(period(scope, in, midnight(start), midnight(next), complete, days, observed, fromFirst));
                start = next;
            }
        });
        return periods;
    }

    /** A range of whole days of 24 hours, in equal parts. */
    List<Period> range(Instant from, Duration part, int parts) {
        List<Period> periods = new ArrayList<>();
        scopes().forEach((scope, of) -> {
            for (int i = 0; i < parts; i++) {
                Instant start = from.plus(part.multipliedBy(i));
                Instant end = start.plus(part);
                Instant since = latest(start, midnight(day(first(of))));
                Instant until = end.isBefore(knownUntil) ? end : knownUntil;
                if (since.isBefore(until)) {
                    double days = Duration.between(since, until).toSeconds() / 86_400.0;
                    boolean complete = since.equals(start) && until.equals(end);
                    boolean fromFirst = midnight(day(first(of))).isAfter(start);
                    periods.add(period(
                            scope, of, start, end, complete, part.toDays(), Math.max(1, Math.round(days)), fromFirst));
                }
            }
        });
        return periods;
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private Period period(
            String scope,
            List<Deployment> of,
            Instant start,
            Instant end,
            boolean complete,
            long days,
            long observed,
            boolean fromFirst) {
        List<Deployment> in = of.stream()
                .filter(d -> !d.at().isBefore(start) && d.at().isBefore(end))
                .toList();
        return new Period(scope, start, end, complete, days, observed, fromFirst, in, zone);
    }
}
