package io.changelens.core.attribution;

import io.changelens.core.attribution.KpiShifts.CohortKpi;
import io.changelens.core.attribution.KpiShifts.Minutes;
import io.changelens.core.attribution.KpiShifts.Times;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.Micros;
import io.changelens.core.time.Minute;
import io.changelens.schemas.ChangeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * An incident among three to five canaries on different services within ten minutes, whose cause is known. The KPIs
 * (share of requests that work, latency) are given by service, version and minute. Versions and pods differ for good
 * without harm: latencies by a log ratio with a standard deviation of 0.36. Some innocent canaries do not report. Nothing
 * here knows how attribution works.
 *
 * <p>One file: a world is drawn from one sequence of random numbers.
 */
final class CanaryWorld {

    /** How the culprit does harm. */
    enum Harm {
        /** Its canary answers nothing from the start: it crashes, or has no access. */
        CRASH,
        /** Its canary answers nothing after some minutes. */
        STOP,
        /** Nothing, or next to nothing, works in its canary. */
        TOTAL,
        /** A part of the requests to its canary fail. */
        PARTIAL,
        /** Its canary is slower, 2 to 15 times. */
        SLOW,
        /** A part of the requests fail, and it is slower. */
        BOTH,
        /** Its canary returns wrong values with success: only its callers fail. */
        CALLERS,
        /** No change caused the incident: a version that was live before fails. */
        NONE
    }

    /** How the KPIs are reported. */
    enum Report {
        /** One event for each request. */
        REQUESTS,
        /** One row a minute with the share that worked, and one with the mean latency. */
        MINUTES
    }

    /** Standard deviation of the lasting log ratio of latencies between versions or pods, without harm. */
    private static final double LASTING = 0.36;
    /** Probability that an innocent canary does not report. */
    private static final double NOT_REPORTED = 0.04;

    private static final int FROM = -80;
    private static final int UNTIL = 15;
    private static final long OPENED = 1_900_000_000_000L / KpiHour.MILLIS * KpiHour.MILLIS;

    /** A canary: minutes before the incident that it went live. */
    record Canary(String id, String service, int minutesBefore) {

        /** Version of the canary, the name of its cohort. */
        String version() {
            return "v2." + id;
        }
    }

    private final Random random;
    private final Report report;
    private final Harm harm;
    private final Map<String, List<String>> dependsOn = new LinkedHashMap<>();
    private final List<Canary> canaries = new ArrayList<>();
    private final Canary culprit;
    private final String fault;
    private final Map<String, List<Minutes>> minutes = new HashMap<>();
    private final double failing;
    private final double slowing;
    private final double share;
    private final boolean felt;

    CanaryWorld(long seed, Harm harm, Report report) {
        this.random = new Random(seed);
        this.harm = harm;
        this.report = report;
        int services = 6 + random.nextInt(10);
        for (int i = 0; i < services; i++) {
            List<String> below = new ArrayList<>();
            for (int j = i + 1; j < services; j++) {
                if (random.nextDouble() < (i == 0 ? 0.5 : 0.2) || (i == 0 && j == 1)) {
                    below.add("s" + j);
                }
            }
            dependsOn.put("s" + i, below);
        }
        List<String> reached = new ArrayList<>(new TreeSet<>(reach("s0").keySet()));
        Collections.shuffle(reached, random);
        int count = Math.min(reached.size(), 3 + random.nextInt(3));
        int first = 8 + random.nextInt(15);
        for (int i = 0; i < count; i++) {
            canaries.add(new Canary("CH-" + i, reached.get(i), Math.max(3, first - random.nextInt(10))));
        }
        List<Canary> able = harm == Harm.CALLERS
                ? canaries.stream().filter(c -> !c.service().equals("s0")).toList()
                : canaries;
        culprit = harm == Harm.NONE ? null : able.get(random.nextInt(able.size()));
        // In a fifth of the worlds, and in those without a culprit, another service fails in all its versions.
        boolean another = harm == Harm.NONE ? random.nextBoolean() : random.nextDouble() < 0.2;
        fault = another ? reached.get(random.nextInt(reached.size())) : "";
        failing = switch (harm) {
            case TOTAL -> 0.93 + 0.07 * random.nextDouble();
            case PARTIAL, BOTH, CALLERS -> 0.05 + 0.6 * random.nextDouble();
            case CRASH, STOP -> 1;
            case SLOW, NONE -> 0;
        };
        slowing = harm == Harm.SLOW || harm == Harm.BOTH ? 2 * Math.pow(7.5, random.nextDouble()) : 1;
        share = 0.1 + 0.4 * random.nextDouble();
        // Callers may not feel a canary to which no request is routed as it is down.
        felt = random.nextBoolean() || !(harm == Harm.CRASH || harm == Harm.STOP);
        dependsOn.keySet().forEach(this::report);
    }

    /** Id of the change that caused the incident; empty if none did. */
    String cause() {
        return culprit == null ? "" : culprit.id();
    }

    /** Ids of all candidates, the latest first. */
    List<String> candidates() {
        return canaries.stream()
                .sorted((a, b) -> Integer.compare(a.minutesBefore(), b.minutesBefore()))
                .map(Canary::id)
                .toList();
    }

    private Map<String, Integer> reach(String from) {
        Map<String, Integer> reached = new HashMap<>(Map.of(from, 0));
        List<String> queue = new ArrayList<>(List.of(from));
        for (int i = 0; i < queue.size(); i++) {
            int next = reached.get(queue.get(i)) + 1;
            for (String below : dependsOn.get(queue.get(i))) {
                if (reached.putIfAbsent(below, next) == null) {
                    queue.add(below);
                }
            }
        }
        return reached;
    }

    /** Reports the minutes of the versions of a service. */
    private void report(String service) {
        Canary canary = canaries.stream()
                .filter(c -> c.service().equals(service))
                .findFirst()
                .orElse(null);
        double works = random.nextBoolean() ? 1 : 0.97 + 0.029 * random.nextDouble();
        double requests = Math.exp(Math.log(20) + Math.log(15) * random.nextDouble());
        double noise = 0.03 + 0.15 * random.nextDouble();
        double seconds = Math.exp(-3 + 2 * random.nextGaussian());
        int live = canary == null ? UNTIL : -canary.minutesBefore();
        report(service, "v1", FROM, UNTIL, works, noise, seconds, live, requests, canary);
        if (canary == null || isSilent(canary)) {
            return;
        }
        boolean stops = canary.equals(culprit) ? harm == Harm.STOP : random.nextDouble() < NOT_REPORTED / 2;
        int until = stops ? live + 1 + random.nextInt(4) : UNTIL;
        double lasting = Math.exp(LASTING * random.nextGaussian());
        report(service, canary.version(), live, until, works, noise, seconds * lasting, live, requests, canary);
    }

    private boolean isSilent(Canary canary) {
        boolean unlucky = random.nextDouble() < NOT_REPORTED;
        return canary.equals(culprit) ? harm == Harm.CRASH : unlucky;
    }

    private void report(
            String service,
            String version,
            int from,
            int until,
            double works,
            double noise,
            double seconds,
            int live,
            double requests,
            Canary canary) {
        boolean changed = canary != null && version.equals(canary.version());
        // Nearly a third of versions fail a little more than the one before, without harm.
        double harmless = random.nextInt(10) < 3 ? 1 + 0.01 * Math.log(1 - random.nextDouble()) : 1;
        CohortKpi success =
                new CohortKpi("success", report == Report.REQUESTS ? KpiKind.SHARE : KpiKind.MEAN, false, version);
        CohortKpi latency = new CohortKpi("latency", KpiKind.MEAN, true, version);
        Map<Long, KpiHour> successes = new HashMap<>();
        Map<Long, KpiHour> latencies = new HashMap<>();
        for (int t = from; t < until; t++) {
            double part = changed ? share : (t >= live ? 1 - share : 1);
            int n = poisson(requests * part);
            if (n == 0) {
                continue;
            }
            double fails = 1 - (1 - own(changed ? canary : null, t)) * (1 - fromBelow(service, t));
            double worked = binomial(n, works * (changed ? harmless : 1) * (1 - fails));
            boolean harmed = changed && canary.equals(culprit);
            double slower = (harmed ? slowing : 1) * slowFromBelow(service, t);
            double mean = seconds * slower * Math.exp(noise * random.nextGaussian());
            long time = Minute.plus(OPENED, t);
            if (report == Report.REQUESTS) {
                add(successes, time, worked, n, n);
                add(latencies, time, mean * n, n, n);
            } else {
                add(successes, time, worked / n, 1, 1);
                add(latencies, time, mean, 1, 1);
            }
        }
        List<Minutes> all = minutes.computeIfAbsent(service, key -> new ArrayList<>());
        successes.forEach((hour, sums) -> all.add(new Minutes(success, hour, sums)));
        latencies.forEach((hour, sums) -> all.add(new Minutes(latency, hour, sums)));
    }

    private static void add(Map<Long, KpiHour> hours, long time, double numerator, double denominator, long events) {
        KpiHour hour = hours.computeIfAbsent(KpiHour.startOf(time), key -> KpiHour.empty());
        int i = (int) Minute.between(KpiHour.startOf(time), time);
        hour.numerators()[i] = Micros.of(numerator);
        hour.denominators()[i] = Micros.of(denominator);
        hour.events()[i] = events;
    }

    /** Share of the requests to a canary that it fails itself. */
    private double own(Canary canary, int t) {
        boolean visible = harm != Harm.CALLERS && harm != Harm.STOP;
        return canary != null && canary.equals(culprit) && visible && t >= -canary.minutesBefore() ? failing : 0;
    }

    /** Share of the requests to a service that fail because of a service beneath, less with each one between. */
    private double fromBelow(String service, int t) {
        Map<String, Integer> below = reach(service);
        double ofCulprit = 0;
        if (culprit != null && felt && t >= -culprit.minutesBefore()) {
            Integer far = below.get(culprit.service());
            ofCulprit = far == null || far == 0 ? 0 : failing * share * Math.pow(0.7, far);
        }
        Integer far = fault.isEmpty() ? null : below.get(fault);
        double ofFault = far == null || t < -2 ? 0 : 0.3 * Math.pow(0.7, far);
        return 1 - (1 - ofCulprit) * (1 - ofFault);
    }

    private double slowFromBelow(String service, int t) {
        Integer far = culprit == null || t < -culprit.minutesBefore()
                ? null
                : reach(service).get(culprit.service());
        return far == null || far == 0 ? 1 : 1 + (slowing - 1) * share * Math.pow(0.5, far);
    }

    private int poisson(double mean) {
        return Math.max(0, (int) Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    private double binomial(int n, double p) {
        return IntStream.range(0, n).filter(i -> random.nextDouble() < p).count();
    }

    private List<KpiShift> ofCallers(Canary canary, Times times) {
        List<KpiShift> shifts = new ArrayList<>();
        for (Map.Entry<String, List<String>> caller : dependsOn.entrySet()) {
            if (caller.getValue().contains(canary.service())) {
                // Without the caller's own canary.
                List<Minutes> before = minutes.get(caller.getKey()).stream()
                        .filter(each -> each.of().cohort().equals("v1"))
                        .toList();
                KpiShifts.of(before, times, RolloutScope.ALL)
                        .forEach(shift -> shifts.add(shift.inCaller(caller.getKey())));
            }
        }
        return shifts;
    }

    /** Attributes the incident, as the services and the incident do. */
    Attribution attribute(AttributionRules rules) {
        List<Candidate> candidates = new ArrayList<>();
        for (Canary canary : canaries) {
            List<String> dependencies = new ArrayList<>(reach(canary.service()).keySet());
            dependencies.remove(canary.service());
            long live = Minute.plus(OPENED, -canary.minutesBefore());
            Times times = new Times(
                    live - rules.before().toMillis(),
                    live,
                    live,
                    OPENED + rules.after().toMillis());
            Times ofCallers =
                    new Times(Minute.plus(live, -10), live, live, Math.min(times.until(), Minute.plus(live, 10)));
            List<KpiShift> shifts =
                    KpiShifts.of(minutes.get(canary.service()), times, new RolloutScope(List.of(canary.version()), ""));
            candidates.add(new Candidate(
                    canary.id(),
                    canary.service(),
                    OPENED - live,
                    false,
                    ChangeType.NORMAL,
                    0,
                    Candidate.Result.LIVE,
                    Evidence.of(shifts).withCallers(ofCallers(canary, ofCallers)),
                    dependencies,
                    List.of()));
        }
        return Attribution.weigh(candidates, reach("s0"), "", false, rules);
    }
}
