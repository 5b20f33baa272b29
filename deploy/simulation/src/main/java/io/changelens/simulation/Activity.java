package io.changelens.simulation;

import io.changelens.simulation.Flow.Follower;
import io.changelens.simulation.Flow.Quality;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often everything is done in each hour, how well, and what changes do to that: what the events are drawn from, and
 * what is expected of them.
 */
public final class Activity {

    private static final double VOLUME_NOISE = 0.08;
    private static final Map<Quality.Kind, Double> QUALITY_NOISE = Map.of(
            Quality.Kind.COUNTED, 0.015,
            Quality.Kind.SUCCESS, 0.004,
            Quality.Kind.AMOUNT, 0.02,
            Quality.Kind.RATING, 0.005);
    private static final double LIKELY_FOLLOWER_NOISE = 0.012;
    private static final double RARE_FOLLOWER_NOISE = 0.06;
    private static final double LIKELY = 0.2;
    private static final double CERTAIN = 0.995;

    private final double scale;
    private final Map<Flow, double[]> volumes = new HashMap<>();
    private final Map<Lever, double[]> wander = new HashMap<>();
    private final Map<Lever, List<Planted>> planted = new HashMap<>();

    /**
     * Draws how people and systems wander.
     *
     * @param scale how many people there are, 1 for as many as {@link School} says
     */
    public Activity(long seed, double scale) {
        this.scale = scale;
        int hours = Terms.DAYS * Rhythm.HOURS;
        for (int i = 0; i < School.FLOWS.size(); i++) {
            Flow flow = School.FLOWS.get(i);
            volumes.put(flow, Noise.hourly(Draws.of(seed, "volume", i), hours, VOLUME_NOISE));
            wander.put(
                    flow.lever(),
                    Noise.hourly(
                            Draws.of(seed, "quality", i),
                            hours,
                            QUALITY_NOISE.get(flow.quality().kind())));
            for (int j = 0; j < flow.followers().size(); j++) {
                Follower follower = flow.followers().get(j);
                double deviation = follower.probability() > LIKELY ? LIKELY_FOLLOWER_NOISE : RARE_FOLLOWER_NOISE;
                wander.put(flow.lever(follower), Noise.hourly(Draws.of(seed, "follower" + j, i), hours, deviation));
            }
        }
    }

    /** Plants what a change does. */
    public void plant(Planted effect) {
        planted.computeIfAbsent(effect.lever(), lever -> new ArrayList<>()).add(effect);
    }

    /** The number of an hour, from 0. */
    public static int hour(Instant at) {
        return Math.toIntExact(Duration.between(Terms.begin(), at).toHours());
    }

    /** How often something is expected to be done in an hour, before any lever. */
    public double expected(Flow flow, int hour) {
        LocalDate day = Terms.FIRST.plusDays(hour / Rhythm.HOURS);
        return scale
                * flow.perDay()
                * flow.rhythm().share(day.getDayOfWeek(), hour % Rhythm.HOURS)
                * Terms.volume(day)
                * volumes.get(flow)[hour];
    }

    /** The probability or mean amount of something at a time, for a cohort. */
    public double quality(Lever lever, double usual, boolean probability, Instant at, String cohort) {
        return quality(lever, usual, probability, at, cohort, "");
    }

    /** The same without what one change does. */
    public double quality(Lever lever, double usual, boolean probability, Instant at, String cohort, String without) {
        double value = usual * wander.get(lever)[hour(at)] * factor(lever, at, cohort, without);
        return probability ? Math.min(CERTAIN, value) : value;
    }

    /** What all changes but one do to something at a time, for a cohort. */
    private double factor(Lever lever, Instant at, String cohort, String without) {
        double factor = 1;
        for (Planted effect : planted.getOrDefault(lever, List.of())) {
            if (effect.holds(at) && effect.reaches(cohort) && !effect.changeId().equals(without)) {
                factor *= effect.factor();
            }
        }
        return factor;
    }

    /** No factor on how often something is done is larger. */
    public double largest(Lever lever) {
        double largest = 1;
        for (Planted effect : planted.getOrDefault(lever, List.of())) {
            largest *= Math.max(1, effect.factor());
        }
        return largest;
    }
}
