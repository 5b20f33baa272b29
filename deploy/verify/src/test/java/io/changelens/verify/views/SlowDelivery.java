package io.changelens.verify.views;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The figures of delivery by plain loops over the raw events; the folds and the views have no part in it.
 *
 * <p>One file: it repeats the definitions of all delivery metrics beside each other, sharing nothing with the views.
 */
public final class SlowDelivery {

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
        boolean leadReversed;
        Instant recoveryFrom;
        boolean rework;
        String rollbackOf;
        /** Some attempt succeeded. */
        boolean succeeded;
        /** The last attempt failed. */
        boolean failedLast;
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

    private static <V> V latest(List<DeploymentEvent> events, Function<DeploymentEvent, V> field) {
        V value = null;
        for (DeploymentEvent e : events) {
            value = field.apply(e) == null ? value : field.apply(e);
        }
        return value;
    }

    /** One attempt at a deployment; times are null where there are none. */
    private static final class Attempt {
        Instant started;
        Instant succeeded;
        Instant failed;
        Instant rolledBack;
        Instant reportedEnd;

        boolean broken() {
            return failed != null || rolledBack != null;
        }

        Instant done() {
            boolean own = reportedEnd != null && (rolledBack == null || !reportedEnd.isAfter(result()));
            if (succeeded != null || failed != null) {
                return own ? reportedEnd : result();
            }
            return started != null && started.isBefore(rolledBack) ? started : rolledBack;
        }

        private Instant result() {
            return succeeded != null ? succeeded : failed;
        }
    }

    /** The attempts that ended. A failure or a rollback ends one; what follows is the next. */
    private static List<Attempt> attempts(List<DeploymentEvent> events) {
        List<Attempt> attempts = new ArrayList<>();
        for (DeploymentEvent e : events) {
            Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
            ChangePhase phase = e.getPhase();
            boolean another = last == null
                    || (phase == ChangePhase.SUCCEEDED
                            && last.broken()
                            && (last.succeeded != null || last.failed != null))
                    || (phase == ChangePhase.FAILED && last.succeeded != null && !last.broken());
            boolean ends =
                    phase == ChangePhase.SUCCEEDED || phase == ChangePhase.FAILED || phase == ChangePhase.ROLLED_BACK;
            if (!ends && phase != ChangePhase.STARTED) {
                continue;
            }
            if (another) {
                last = new Attempt();
                attempts.add(last);
            }
            Instant at = e.getOccurredAt();
            switch (phase) {
                case STARTED -> last.started = last.started == null ? at : last.started;
                case SUCCEEDED -> last.succeeded = last.rolledBack != null ? null : at;
                case FAILED -> last.failed = last.failed == null ? at : last.failed;
                default -> {
                    for (Attempt a : attempts) {
                        boolean still = a.rolledBack == null && (a.succeeded != null || a.equals(last));
                        a.rolledBack = still ? at : a.rolledBack;
                    }
                }
            }
            last.reportedEnd = e.getActualEnd() == null ? last.reportedEnd : e.getActualEnd();
        }
        return attempts.stream().filter(a -> a.succeeded != null || a.broken()).toList();
    }

    private void ended(String id, List<DeploymentEvent> unordered) {
        List<DeploymentEvent> events = ordered(unordered);
        List<Attempt> attempts = attempts(events);
        if (!events.get(0).getEnvironment().equals("production") || attempts.isEmpty()) {
            return;
        }
        Deployment d = new Deployment();
        d.id = id;
        d.service = events.get(0).getService();
        d.team = latest(events, DeploymentEvent::getTeam);
        for (Attempt a : attempts) {
            d.deployedAt = d.live ? d.deployedAt : a.done();
            d.live |= a.succeeded != null || a.rolledBack != null;
            d.succeeded |= a.succeeded != null;
        }
        Attempt last = attempts.get(attempts.size() - 1);
        d.failedLast = last.failed != null && last.rolledBack == null;
        fail(d, attempts);
        for (DeploymentEvent e : events) {
            for (Commit c : e.getCommits()) {
                Instant at = c.getCommittedAt();
                d.firstCommit =
                        at != null && (d.firstCommit == null || at.isBefore(d.firstCommit)) ? at : d.firstCommit;
            }
        }
        d.rollbackOf = latest(events, DeploymentEvent::getRollbackOf);
        d.rework = d.rollbackOf != null || latest(events, DeploymentEvent::getRemediatesIncident) != null;
        deployments.add(d);
    }

    /** Its last failure, and the recovery from the run of failures that ended with it. */
    private static void fail(Deployment d, List<Attempt> attempts) {
        for (int i = attempts.size() - 1; i >= 0 && d.failure.isEmpty(); i--) {
            Attempt broken = attempts.get(i);
            if (!broken.broken()) {
                continue;
            }
            int run = i;
            while (run > 0 && attempts.get(run - 1).broken()) {
                run--;
            }
            Attempt first = attempts.get(run);
            d.failure = broken.rolledBack == null ? "FAILED" : "ROLLED_BACK";
            boolean again = i + 1 < attempts.size();
            d.recoveryFrom = !again ? first.done() : first.rolledBack != null ? first.rolledBack : first.done();
            d.recoveredAt = again ? attempts.get(i + 1).done() : broken.rolledBack;
        }
    }

    private void judge(Deployment d) {
        d.first = d.live
                && deployments.stream()
                        .filter(o -> o.live && o.service.equals(d.service))
                        .allMatch(o -> o.deployedAt.isAfter(d.deployedAt)
                                || (o.deployedAt.equals(d.deployedAt) && o.id.compareTo(d.id) >= 0));
        d.leadReversed = d.live && d.firstCommit != null && d.firstCommit.isAfter(d.deployedAt);
        boolean known = d.live && !d.first && d.firstCommit != null && !d.leadReversed;
        d.lead = known ? (Double) seconds(d.firstCommit, d.deployedAt) : null;
        Instant rolledBack = null;
        Instant next = null;
        for (Deployment o : deployments) {
            if (o.service.equals(d.service) && o.succeeded) {
                rolledBack = d.id.equals(o.rollbackOf) ? earliest(rolledBack, o.deployedAt) : rolledBack;
                next = !o.failedLast && o.deployedAt.isAfter(d.deployedAt) ? earliest(next, o.deployedAt) : next;
            }
        }
        if (d.failure.isEmpty() && rolledBack != null) {
            d.failure = "ROLLED_BACK_BY_OTHER";
            d.recoveryFrom = d.deployedAt;
        }
        if (!d.failure.isEmpty() && d.recoveredAt == null) {
            d.recoveredAt = earliest(rolledBack, d.failure.equals("FAILED") ? next : null);
        }
        blame(d);
        boolean recovered = d.recoveredAt != null && !d.recoveredAt.isBefore(d.recoveryFrom);
        d.recovery = recovered ? (Double) seconds(d.recoveryFrom, d.recoveredAt) : null;
    }

    /** Failures by incident: it has recovered when the last of them is resolved. */
    private void blame(Deployment d) {
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
        if (blamed > 0) {
            d.recoveryFrom = d.recoveryFrom == null ? d.deployedAt : d.recoveryFrom;
            d.failure = d.failure.isEmpty() ? "INCIDENT" : d.failure;
            d.recoveredAt = open ? null : resolved;
        }
    }

    private static Instant earliest(Instant a, Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** Their periods in a time zone. */
    SlowPeriods periods(ZoneId zone) {
        Instant newest = Instant.EPOCH;
        for (List<DeploymentEvent> events : world.changes.values()) {
            for (DeploymentEvent e : events) {
                newest = e.getOccurredAt().isAfter(newest) ? e.getOccurredAt() : newest;
            }
        }
        for (List<IncidentEvent> events : world.incidents.values()) {
            for (IncidentEvent e : events) {
                newest = e.getOccurredAt().isAfter(newest) ? e.getOccurredAt() : newest;
            }
        }
        List<GeneratedPeriods.Deployment> of = new ArrayList<>();
        for (Deployment d : deployments) {
            newest = d.deployedAt.isAfter(newest) ? d.deployedAt : newest;
            of.add(new GeneratedPeriods.Deployment(
                    d.id,
                    d.service,
                    d.team == null ? "" : d.team,
                    GeneratedDelivery.STREAMS.get(d.service),
                    d.deployedAt,
                    d.live,
                    d.lead,
                    d.leadReversed,
                    d.failure,
                    d.recoveryFrom,
                    d.recoveredAt,
                    d.rework));
        }
        return new SlowPeriods(of, newest, zone);
    }

    /** Rows of {@code dora_tiers}: scope, month and the lowest tier of those that have a figure. */
    List<String> tiers(ZoneId zone) {
        List<String> names = List.of("elite", "high", "medium", "low");
        List<String> rows = new ArrayList<>();
        for (SlowPeriods.Period month : periods(zone).calendar("month")) {
            int lowest = month.tierOfFrequency();
            lowest = Math.max(
                    lowest, tier(month.median(GeneratedPeriods.Deployment::lead), 86_400, 604_800.001, 2_678_400.001));
            lowest = Math.max(lowest, tier(month.median(SlowPeriods::recovery), 3_600, 86_400, 604_800));
            if (lowest >= 0) {
                rows.add(month.scope() + "\t" + month.startsAt().atZone(zone).toLocalDate() + "\t" + names.get(lowest));
            }
        }
        return rows;
    }

    /** How many bounds a figure reaches; -1 without a figure. */
    private static int tier(Double figure, double... bounds) {
        if (figure == null) {
            return -1;
        }
        int tier = 0;
        for (double bound : bounds) {
            tier += figure >= bound ? 1 : 0;
        }
        return tier;
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
