package io.changelens.verify.cookbook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A seeded world of half a year, with what makes questions hard: ties, gaps, nulls, rows without a partner, more rows
 * than a limit lets through, several value streams and activities of one service. Same seed, same rows.
 */
public final class Generator {

    static final Instant BEGIN = Instant.parse("2026-01-08T00:00:00Z");
    static final int DAYS = 210;

    static final List<String> STREAMS =
            List.of("student-service", "course-delivery", "teacher-support", "operations-analytics");

    /** Services and the value streams that they reach. */
    static final Map<String, List<String>> SERVICES = new TreeMap<>(Map.of(
            "identity", STREAMS,
            "media-edge", List.of("course-delivery", "teacher-support"),
            "live-classroom", List.of("course-delivery"),
            "checkout", List.of("student-service"),
            "gradebook", List.of("teacher-support"),
            "reporting", List.of("operations-analytics"),
            "lonely", List.of()));

    static final List<String> TEAMS = List.of("blue", "green", "red", "");

    /** KPIs of each value stream; those in lower case letters only are better when higher. */
    static final Map<String, List<String>> KPIS = Map.of(
            "student-service", List.of("session-success", "technical-complaints", "learner-satisfaction"),
            "course-delivery", List.of("course-completion", "participation", "session-success", "technical-complaints"),
            "teacher-support", List.of("session-success", "technical-complaints"),
            "operations-analytics", List.of("session-success"));

    final Random random;
    final World world = new World();

    private Generator(long seed) {
        random = new Random(seed);
    }

    /** The world of a seed. */
    static World world(long seed) {
        Generator generator = new Generator(seed);
        new CatalogRows(generator).add();
        new ChangeRows(generator).add();
        new IncidentRows(generator).add();
        new EffectRows(generator).add();
        new OutcomeRows(generator).add();
        new IntakeRows(generator).add();
        return generator.world;
    }

    static boolean lowerIsBetter(String kpi) {
        return kpi.endsWith("complaints");
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** Any time of the half year, in busy months more often; now and then exactly at midnight. */
    Instant sometime() {
        int day = oneIn(3) ? random.nextInt(DAYS / 3) : random.nextInt(DAYS);
        return BEGIN.plus(Duration.ofDays(day)).plusMillis(oneIn(9) ? 0 : random.nextInt(86_400_000));
    }

    Duration upTo(Duration most) {
        return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
    }
}
