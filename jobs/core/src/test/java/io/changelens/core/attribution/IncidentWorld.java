package io.changelens.core.attribution;

import io.changelens.schemas.ChangeType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * An incident whose cause is known: services that call each other, changes in bursts, and the KPIs of each service by
 * minute. A fault shows in the faulty service and, weaker, in those that call it. Nothing here knows how attribution
 * works.
 *
 * <p>One file: a world is drawn from one sequence of random numbers.
 */
final class IncidentWorld {

    /** What brought the incident about. */
    enum Cause {
        CHANGE,
        /** A fault of a service that no change brought about. */
        FAULT,
        /** Nothing within: every service is well. */
        COINCIDENCE
    }

    /** How changes are rolled out. */
    enum Rollout {
        EVERYBODY,
        CANARY,
        /** Canaries, of which only rates and means by minute are known, not counts; a new version is slower at first. */
        CANARY_RATES
    }

    private static final int BEFORE = 60;
    private static final int AFTER = 15;
    private static final int LOOK_BACK = 24 * 60;
    private static final int REQUESTS = 120;
    private static final List<ChangeType> TYPES = List.of(ChangeType.STANDARD, ChangeType.NORMAL, ChangeType.EMERGENCY);

    /** A change: minutes before the incident that it went live. */
    record Deployment(String id, String service, int minutesBefore, ChangeType type, long lines, boolean rolledBack) {}

    private final Random random;
    private final Rollout rollout;
    private final Map<String, List<String>> dependsOn = new HashMap<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private final Map<String, Double> noise = new HashMap<>();
    private final Cause cause;
    private final String suffering;
    private final Map<String, Integer> distances;
    private final Deployment culprit;
    private final String faulty;
    private final int faultMinutes;
    private final double failing;
    private final double slowing;

    IncidentWorld(long seed, Rollout rollout) {
        this.random = new Random(seed);
        this.rollout = rollout;
        int services = 8 + random.nextInt(25);
        for (int i = 0; i < services; i++) {
            List<String> below = new ArrayList<>();
            for (int j = i + 1; j < services; j++) {
                if (j == i + 1 || random.nextDouble() < 0.1) {
                    below.add("s" + j);
                }
            }
            dependsOn.put("s" + i, below.subList(0, Math.min(4, below.size())));
            noise.put("s" + i, 0.02 + 0.13 * random.nextDouble());
        }
        suffering = "s" + random.nextInt(Math.max(1, services / 4));
        distances = reach(suffering);
        boolean canary = rollout != Rollout.EVERYBODY;
        int bursts = canary ? 1 : 1 + random.nextInt(5);
        for (int b = 0; b < bursts; b++) {
            int at = canary ? 5 + random.nextInt(20) : 3 + random.nextInt(LOOK_BACK - 60);
            int size = canary ? 2 + random.nextInt(5) : 1 + random.nextInt(4);
            for (int i = 0; i < size; i++) {
                deployments.add(deployment(at + random.nextInt(canary ? 8 : 30), services));
            }
        }
        double luck = random.nextDouble();
        List<Deployment> able = deployments.stream()
                .filter(d -> distances.containsKey(d.service()))
                .toList();
        cause = able.isEmpty() || luck > 0.7 ? (luck > 0.85 ? Cause.COINCIDENCE : Cause.FAULT) : Cause.CHANGE;
        Deployment guilty = cause == Cause.CHANGE ? able.get(random.nextInt(able.size())) : null;
        if (guilty != null && random.nextDouble() < 0.3) {
            int place = deployments.indexOf(guilty);
            guilty = new Deployment(
                    guilty.id(), guilty.service(), guilty.minutesBefore(), guilty.type(), guilty.lines(), true);
            deployments.set(place, guilty);
        }
        culprit = guilty;
        List<String> reached = distances.keySet().stream().sorted().toList();
        faulty = switch (cause) {
            case CHANGE -> guilty.service();
            case FAULT -> reached.get(random.nextInt(reached.size()));
            case COINCIDENCE -> "";
        };
        // Some harm shows at once, some only later.
        faultMinutes = cause == Cause.CHANGE
                ? Math.max(2, guilty.minutesBefore() - (random.nextBoolean() ? 0 : random.nextInt(10)))
                : 2 + random.nextInt(10);
        boolean fails = random.nextBoolean();
        failing = fails ? 0.03 + 0.4 * random.nextDouble() : 0;
        slowing = fails && random.nextBoolean() ? 0 : 0.3 + 1.5 * random.nextDouble();
    }

    private Deployment deployment(int minutesBefore, int services) {
        ChangeType type = TYPES.get(random.nextInt(TYPES.size()));
        long lines = random.nextInt(3) == 0 ? 0 : (long) Math.exp(9 * random.nextDouble());
        boolean rolledBack = random.nextDouble() < 0.02;
        return new Deployment(
                "CH-" + deployments.size(), "s" + random.nextInt(services), minutesBefore, type, lines, rolledBack);
    }

    private Map<String, Integer> reach(String from) {
        Map<String, Integer> reached = new HashMap<>(Map.of(from, 0));
        Deque<String> queue = new ArrayDeque<>(List.of(from));
        while (!queue.isEmpty()) {
            String service = queue.remove();
            for (String below : dependsOn.get(service)) {
                if (reached.putIfAbsent(below, reached.get(service) + 1) == null) {
                    queue.add(below);
                }
            }
        }
        return reached;
    }

    Cause cause() {
        return cause;
    }

    Deployment culprit() {
        return culprit;
    }

    List<Deployment> candidates() {
        return deployments.stream()
                .filter(d -> distances.containsKey(d.service()))
                .toList();
    }

    Deployment lastBefore(boolean sameService) {
        return deployments.stream()
                .filter(d -> !sameService || d.service().equals(suffering))
                .min(Comparator.comparingInt(Deployment::minutesBefore))
                .orElse(null);
    }

    Attribution attribute(AttributionRules rules) {
        Map<String, double[][]> minutes = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Deployment d : deployments) {
            Set<String> dependencies = new HashSet<>(reach(d.service()).keySet());
            dependencies.remove(d.service());
            candidates.add(new Candidate(
                    d.id(),
                    d.service(),
                    d.minutesBefore() * 60_000L,
                    false,
                    d.type(),
                    d.lines(),
                    d.rolledBack() ? Candidate.Result.ROLLED_BACK : Candidate.Result.LIVE,
                    evidence(d, minutes),
                    List.copyOf(dependencies),
                    List.of()));
        }
        return Attribution.weigh(candidates, distances, "", false, rules);
    }

    private Evidence evidence(Deployment d, Map<String, double[][]> known) {
        double[][] all = known.computeIfAbsent(d.service(), this::everybody);
        Evidence whole = evidence(d, all, -d.minutesBefore());
        return d.minutesBefore() > BEFORE ? Evidence.weaker(whole, evidence(d, all, -BEFORE)) : whole;
    }

    private Evidence evidence(Deployment d, double[][] all, int from) {
        KpiWindow[] success = windows();
        KpiWindow[] latency = windows();
        boolean rates = rollout == Rollout.CANARY_RATES;
        for (int t = -d.minutesBefore() - BEFORE; t < AFTER; t++) {
            boolean after = t >= -d.minutesBefore();
            if (after && t < from) {
                continue;
            }
            double[] minute = all[t + LOOK_BACK + 2 * BEFORE];
            if (rollout == Rollout.EVERYBODY) {
                add(success[after ? 1 : 0], minute[1], minute[0]);
                add(latency[after ? 1 : 0], minute[2], minute[0]);
            } else {
                add(success[after ? 3 : 2], minute[1], minute[0]);
                add(latency[after ? 3 : 2], minute[2], minute[0]);
                if (after) {
                    double[] canary = minute(d.service(), t, d.equals(culprit) ? 1 : 0, REQUESTS / 6);
                    double warm = rates && t < -d.minutesBefore() + 3 ? 1.3 : 1;
                    add(success[1], canary[1], canary[0]);
                    add(latency[1], canary[2] * warm, canary[0]);
                }
            }
        }
        return Evidence.of(List.of(
                KpiComparison.of("success", rates ? KpiKind.MEAN : KpiKind.SHARE, false, windows(success)),
                KpiComparison.of("latency", KpiKind.MEAN, true, windows(latency))));
    }

    private static KpiWindow[] windows() {
        return new KpiWindow[] {new KpiWindow(), new KpiWindow(), new KpiWindow(), new KpiWindow()};
    }

    private static KpiWindows windows(KpiWindow... each) {
        return new KpiWindows(each[0], each[1], each[2], each[3], 0, BEFORE, AFTER);
    }

    private void add(KpiWindow window, double numerator, double denominator) {
        if (rollout == Rollout.CANARY_RATES) {
            window.add(numerator / denominator, 1);
        } else {
            window.add(numerator, denominator);
        }
    }

    /** By minute: requests, those that worked, seconds. */
    private double[][] everybody(String service) {
        double spread = 0;
        Integer above = faulty.isEmpty() ? null : reach(service).get(faulty);
        boolean hidden = rollout != Rollout.EVERYBODY && cause == Cause.CHANGE;
        if (above != null) {
            spread = Math.pow(0.6, above) * (hidden ? 0.1 : 1);
        }
        if (hidden && service.equals(faulty)) {
            spread = 0;
        }
        double[][] minutes = new double[LOOK_BACK + 3 * BEFORE][];
        for (int i = 0; i < minutes.length; i++) {
            int t = i - LOOK_BACK - 2 * BEFORE;
            minutes[i] = minute(service, t, t >= -faultMinutes ? spread : 0, REQUESTS);
        }
        return minutes;
    }

    private double[] minute(String service, int t, double harm, int usual) {
        double requests = Math.max(1, Math.rint(usual * (1 + 0.3 * Math.sin(t / 230.0)) + 6 * random.nextGaussian()));
        double works = 0.99 * (1 - harm * failing);
        double worked = 0;
        for (int i = 0; i < requests; i++) {
            worked += random.nextDouble() < works ? 1 : 0;
        }
        double seconds = 0.2 * requests * (1 + harm * slowing) * Math.exp(noise.get(service) * random.nextGaussian());
        return new double[] {requests, worked, seconds};
    }
}
