package io.changelens.verify.views;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Severity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The figures of delivery by plain loops over the raw events; the folds and the views have no part in it.
 *
 * <p>One file: it repeats the definitions of all delivery metrics beside each other, sharing nothing with the views.
 */
public final class SlowDelivery {

    /** Figures are compared as text of six places. */
    private static final double ROUNDING = 1e-6;

    private final GeneratedDelivery world;
    /** Changes in production that ended. */
    final List<Deployment> deployments = new ArrayList<>();

    /** What became of a change; times are null where there are none. */
    static final class Deployment {
        String id;
        String service;
        String team;
        Instant deployedAt;
        boolean live;
        Instant firstCommit;
        boolean first;
        Double lead;
        String failure = "";
        Instant recoveredAt;
        Double recovery;
        boolean rework;
        Instant rolledBackAt;
        Instant succeededAt;
        String rollbackOf;
        boolean failedState;
    }

    SlowDelivery(GeneratedDelivery world) {
        this.world = world;
        world.changes.forEach((id, events) -> ended(id, events));
        deployments.forEach(this::judge);
    }

    private static List<DeploymentEvent> ordered(List<DeploymentEvent> events) {
        List<DeploymentEvent> ordered = new ArrayList<>(events);
        ordered.sort(Comparator.comparing(DeploymentEvent::getOccurredAt)
                .thenComparing(DeploymentEvent::getPhase)
                .thenComparing(DeploymentEvent::getEventId));
        return ordered;
    }

    private static Instant last(List<DeploymentEvent> events, ChangePhase phase) {
        Instant at = null;
        for (DeploymentEvent e : events) {
            at = e.getPhase() == phase ? e.getOccurredAt() : at;
        }
        return at;
    }

    private static <V> V latest(List<DeploymentEvent> events, Function<DeploymentEvent, V> field) {
        V value = null;
        for (DeploymentEvent e : events) {
            value = field.apply(e) == null ? value : field.apply(e);
        }
        return value;
    }

    private void ended(String id, List<DeploymentEvent> unordered) {
        List<DeploymentEvent> events = ordered(unordered);
        if (!events.get(0).getEnvironment().equals("production")) {
            return;
        }
        Deployment d = new Deployment();
        d.id = id;
        d.service = events.get(0).getService();
        d.team = latest(events, DeploymentEvent::getTeam);
        d.succeededAt = last(events, ChangePhase.SUCCEEDED);
        Instant failedAt = last(events, ChangePhase.FAILED);
        d.rolledBackAt = last(events, ChangePhase.ROLLED_BACK);
        ChangePhase state = ChangePhase.UNKNOWN;
        for (DeploymentEvent e : events) {
            boolean early = e.getPhase() == ChangePhase.PLANNED || e.getPhase() == ChangePhase.APPROVED;
            boolean begun =
                    state != ChangePhase.UNKNOWN && state != ChangePhase.PLANNED && state != ChangePhase.APPROVED;
            state = early && begun ? state : e.getPhase();
        }
        Instant any = d.succeededAt != null ? d.succeededAt : failedAt != null ? failedAt : d.rolledBackAt;
        if (any == null) {
            return;
        }
        Instant said = latest(events, DeploymentEvent::getActualEnd);
        d.deployedAt = switch (state) {
            case SUCCEEDED -> said == null ? d.succeededAt : said;
            case FAILED -> said == null ? failedAt : said;
            default -> any;
        };
        d.live = d.succeededAt != null || d.rolledBackAt != null;
        for (DeploymentEvent e : events) {
            for (Commit c : e.getCommits()) {
                Instant at = c.getCommittedAt();
                d.firstCommit =
                        at != null && (d.firstCommit == null || at.isBefore(d.firstCommit)) ? at : d.firstCommit;
            }
        }
        d.rollbackOf = latest(events, DeploymentEvent::getRollbackOf);
        d.rework = d.rollbackOf != null || latest(events, DeploymentEvent::getRemediatesIncident) != null;
        d.failedState = state == ChangePhase.FAILED;
        d.failure = state == ChangePhase.FAILED || state == ChangePhase.ROLLED_BACK ? state.name() : "";
        deployments.add(d);
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
    }

    private void judge(Deployment d) {
        d.first = d.live
                && deployments.stream()
                        .filter(o -> o.live && o.service.equals(d.service))
                        .allMatch(o -> o.deployedAt.isAfter(d.deployedAt)
                                || (o.deployedAt.equals(d.deployedAt) && o.id.compareTo(d.id) >= 0));
        d.lead = d.live && !d.first && d.firstCommit != null ? (Double) seconds(d.firstCommit, d.deployedAt) : null;
        List<Instant> repairs = new ArrayList<>();
        boolean rolledBack = false;
        for (Deployment o : deployments) {
            if (d.id.equals(o.rollbackOf) && o.succeededAt != null) {
                rolledBack = true;
                repairs.add(o.succeededAt);
            }
            if (d.failedState
                    && o.service.equals(d.service)
                    && o.succeededAt != null
                    && !o.failedState
                    && o.deployedAt.isAfter(d.deployedAt)) {
                repairs.add(o.deployedAt);
            }
        }
        if (d.rolledBackAt != null) {
            repairs.add(d.rolledBackAt);
        }
        int blamed = 0;
        boolean open = false;
        Instant resolved = null;
        for (String incident : world.incidents.keySet()) {
            List<IncidentEvent> events = world.incidents.get(incident);
            IncidentEvent opening = events.get(0);
            if (d.id.equals(world.causes.get(incident))
                    && opening.getSeverity() != Severity.NONE
                    && opening.getEnvironment().equals("production")) {
                blamed++;
                IncidentEvent end = events.get(events.size() - 1);
                open |= end.getPhase() != IncidentPhase.RESOLVED;
                resolved = resolved == null || end.getOccurredAt().isAfter(resolved) ? end.getOccurredAt() : resolved;
            }
        }
        if (d.failure.isEmpty()) {
            d.failure = rolledBack ? "ROLLED_BACK_BY_OTHER" : blamed > 0 ? "INCIDENT" : "";
        }
        if (!d.failure.isEmpty()) {
            d.recoveredAt = blamed > 0
                    ? (open ? null : resolved)
                    : repairs.stream().min(Comparator.naturalOrder()).orElse(null);
        }
        d.recovery = d.recoveredAt == null ? null : (Double) seconds(d.deployedAt, d.recoveredAt);
    }

    private static LocalDate period(String unit, Instant at, ZoneId zone) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return switch (unit) {
            case "day" -> day;
            case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            default -> day.withDayOfMonth(1);
        };
    }

    /** Rows of {@code dora}, as text. */
    List<String> dora(String unit, ZoneId zone) {
        Map<String, List<Deployment>> groups = new TreeMap<>();
        for (Deployment d : deployments) {
            LocalDate period = period(unit, d.deployedAt, zone);
            List<String> scopes = new ArrayList<>(List.of("all\t", "service\t" + d.service));
            if (d.team != null) {
                scopes.add("team\t" + d.team);
            }
            GeneratedDelivery.STREAMS.get(d.service).forEach(stream -> scopes.add("value_stream\t" + stream));
            for (String scope : scopes) {
                groups.computeIfAbsent(scope + "\t" + period, s -> new ArrayList<>())
                        .add(d);
            }
        }
        List<String> rows = new ArrayList<>();
        groups.forEach((name, of) -> {
            LocalDate period = LocalDate.parse(name.substring(name.lastIndexOf('\t') + 1));
            int days = unit.equals("day") ? 1 : unit.equals("week") ? 7 : period.lengthOfMonth();
            double all = of.size();
            List<Double> leads = values(of, d -> d.lead);
            List<Double> recoveries = values(of, d -> d.recovery);
            double failed = count(of, d -> !d.failure.isEmpty());
            rows.add(name + "\t"
                    + text(
                            days,
                            all,
                            count(of, d -> d.live),
                            count(of, d -> d.live) / days,
                            (double) leads.size(),
                            quantile(leads, 0.5),
                            quantile(leads, 0.75),
                            quantile(leads, 0.9),
                            quantile(leads, 0.95),
                            failed,
                            failed / all,
                            (double) recoveries.size(),
                            failed - recoveries.size(),
                            quantile(recoveries, 0.5),
                            quantile(recoveries, 0.9),
                            count(of, d -> d.rework),
                            count(of, d -> d.rework) / all,
                            failed,
                            0,
                            failed == 0 ? null : (Double) 0.0));
        });
        return rows;
    }

    /** Rows of {@code dora_tiers} for months: scope, period and the lowest tier of those that have a figure. */
    List<String> tiers() {
        List<String> names = List.of("elite", "high", "medium", "low");
        List<String> rows = new ArrayList<>();
        for (String row : dora("month", ZoneId.of("UTC"))) {
            String[] cells = row.split("\t", -1);
            int lowest = below(Double.parseDouble(cells[6]), 1, 1 / 7.0, 1 / 30.0);
            lowest = Math.max(lowest, cells[8].equals("\\N") ? 0 : above(cells[8], 86_400, 604_800, 2_592_000));
            lowest = Math.max(lowest, cells[16].equals("\\N") ? 0 : above(cells[16], 3_600, 86_400, 604_800));
            rows.add(cells[0] + "\t" + cells[1] + "\t" + cells[2] + "\t" + names.get(lowest));
        }
        return rows;
    }

    private static int below(double value, double... bounds) {
        int tier = 0;
        for (double bound : bounds) {
            tier += value + ROUNDING < bound ? 1 : 0;
        }
        return tier;
    }

    private static int above(String text, double... bounds) {
        int tier = 0;
        for (double bound : bounds) {
            tier += Double.parseDouble(text) > bound ? 1 : 0;
        }
        return tier;
    }

    private static double count(List<Deployment> of, Predicate<Deployment> which) {
        return of.stream().filter(which).count();
    }

    private static List<Double> values(List<Deployment> of, Function<Deployment, Double> value) {
        return of.stream().map(value).filter(v -> v != null).sorted().toList();
    }

    /** Linear between neighbours (type 7 of Hyndman and Fan 1996). */
    static Double quantile(List<Double> sorted, double p) {
        if (sorted.isEmpty()) {
            return null;
        }
        double place = p * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    static String text(Number... figures) {
        StringBuilder text = new StringBuilder();
        for (Number figure : figures) {
            text.append(text.length() == 0 ? "" : "\t")
                    .append(figure == null ? "\\N" : String.format(Locale.ROOT, "%.6f", figure.doubleValue()));
        }
        return text.toString();
    }
}
