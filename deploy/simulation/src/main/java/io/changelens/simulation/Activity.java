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
 * Hourly rates and qualities of all user activity, including the effects of changes. Events are drawn from them, and
 * expected KPI values are computed from them.
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
     * Draws the hourly noise of all rates and qualities.
     *
     * @param scale number of people relative to {@link School}
     * @param seed seed of the simulation
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

    /** Adds the effect of a change. */
    public void plant(Planted effect) {
        planted.computeIfAbsent(effect.lever(), lever -> new ArrayList<>()).add(effect);
    }

    /** The index of the hour of a time, from 0 at the start of the simulation. */
    public static int hour(Instant at) {
        return Math.toIntExact(Duration.between(Terms.begin(), at).toHours());
    }

    /**
     * The expected number of actions in an hour, before any effect of changes.
     *
     * @param flow the recurring action
     * @param hour index of the hour
     */
    public double expected(Flow flow, int hour) {
        LocalDate day = Terms.FIRST.plusDays(hour / Rhythm.HOURS);
        return scale
                * flow.perDay()
                * flow.rhythm().share(day.getDayOfWeek(), hour % Rhythm.HOURS)
                * Terms.volume(day)
                * volumes.get(flow)[hour];
    }

    /**
     * The probability or mean amount at a time, for a cohort, with the effects of all changes.
     *
     * @param lever what changes may scale
     * @param usual value without noise and effects
     * @param probability whether the value is a probability, which is then capped at 0.995
     * @param at the time
     * @param cohort the cohort
     */
    public double quality(Lever lever, double usual, boolean probability, Instant at, String cohort) {
        return quality(lever, usual, probability, at, cohort, "");
    }

    /**
     * The probability or mean amount at a time, for a cohort, without the effect of one change.
     *
     * @param lever what changes may scale
     * @param usual value without noise and effects
     * @param probability whether the value is a probability, which is then capped at 0.995
     * @param at the time
     * @param cohort the cohort
     * @param without id of the change to leave out; empty for none
     */
    public double quality(Lever lever, double usual, boolean probability, Instant at, String cohort, String without) {
        double value = usual * wander.get(lever)[hour(at)] * factor(lever, at, cohort, without);
        return probability ? Math.min(CERTAIN, value) : value;
    }

    /** Product of the factors of all changes but one, at a time, for a cohort. */
    private double factor(Lever lever, Instant at, String cohort, String without) {
        double factor = 1;
        for (Planted effect : planted.getOrDefault(lever, List.of())) {
            if (effect.holds(at) && effect.reaches(cohort) && !effect.changeId().equals(without)) {
                factor *= effect.factor();
            }
        }
        return factor;
    }

    /**
     * An upper bound, over all times, of the product of the factors of all changes.
     *
     * @param lever what changes may scale
     */
    public double largest(Lever lever) {
        double largest = 1;
        for (Planted effect : planted.getOrDefault(lever, List.of())) {
            largest *= Math.max(1, effect.factor());
        }
        return largest;
    }
}
