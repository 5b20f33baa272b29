package io.changelens.simulation;

import io.changelens.schemas.LearningActivityEvent;
import io.changelens.simulation.Flow.Follower;
import io.changelens.simulation.Flow.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Draws the learning activity of a day. The same seed gives the same events, in whatever order days are drawn. */
public final class ActivityEvents {

    private static final int LEARNERS = 20_000;
    private static final int STARS_ABOVE_ONE = 4;
    private static final int CENTS = 100;

    private final long seed;
    private final Activity activity;

    /**
     * Draws from hourly rates and qualities.
     *
     * @param seed seed of the simulation
     * @param activity the rates and qualities
     */
    public ActivityEvents(long seed, Activity activity) {
        this.seed = seed;
        this.activity = activity;
    }

    /**
     * The events of a day, in the order of their time.
     *
     * @param day index of the day, from 0
     */
    public List<LearningActivityEvent> ofDay(int day) {
        List<LearningActivityEvent> events = new ArrayList<>();
        for (int i = 0; i < School.FLOWS.size(); i++) {
            new Day(day, School.FLOWS.get(i), Draws.of(seed, "events" + i, day), events).draw();
        }
        events.sort(Comparator.comparing(LearningActivityEvent::getOccurredAt)
                .thenComparing(LearningActivityEvent::getEventId));
        return events;
    }

    private final class Day {
        private final int day;
        private final Flow flow;
        private final UniformRandomProvider random;
        private final ZigguratSampler.NormalizedGaussian normal;
        private final List<LearningActivityEvent> events;
        private int count;

        Day(int day, Flow flow, UniformRandomProvider random, List<LearningActivityEvent> events) {
            this.day = day;
            this.flow = flow;
            this.random = random;
            this.normal = ZigguratSampler.NormalizedGaussian.of(random);
            this.events = events;
        }

        void draw() {
            boolean counted = flow.quality().kind() == Quality.Kind.COUNTED;
            double most = counted ? activity.largest(flow.lever()) : 1;
            for (int h = 0; h < Rhythm.HOURS; h++) {
                int hour = day * Rhythm.HOURS + h;
                double mean = activity.expected(flow, hour) * most;
                int n = mean == 0 ? 0 : PoissonSampler.of(random, mean).sample();
                Instant begin = Terms.begin().plus(Duration.ofHours(hour));
                for (int i = 0; i < n; i++) {
                    long millis = (long) (random.nextDouble() * flow.rhythm().minutes() * 60_000);
                    Instant at = begin.plusMillis(millis);
                    if (!counted || random.nextDouble() * most < quality(at, "all")) {
                        deed(at);
                    }
                }
            }
        }

        private double quality(Instant at, String cohort) {
            Quality quality = flow.quality();
            return activity.quality(flow.lever(), quality.mean(), quality.kind() == Quality.Kind.SUCCESS, at, cohort);
        }

        private void deed(Instant at) {
            String cohort = !flow.grouped()
                    ? "all"
                    : random.nextDouble() < School.CANARY_SHARE ? School.CANARY : School.EVERYONE;
            String learner = "learner-" + random.nextInt(LEARNERS);
            LearningActivityEvent.Builder event = event(flow.verb(), at, cohort, learner);
            switch (flow.quality().kind()) {
                case SUCCESS -> event.setSuccess(random.nextDouble() < quality(at, cohort));
                case AMOUNT -> event.setValue(amount(quality(at, cohort)));
                case RATING -> event.setValue(stars(quality(at, cohort)));
                default -> event.setValue(null);
            }
            events.add(event.build());
            for (Follower follower : flow.followers()) {
                double probability = activity.quality(flow.lever(follower), follower.probability(), true, at, cohort);
                if (random.nextDouble() < probability) {
                    events.add(event(follower.verb(), at, cohort, learner).build());
                }
            }
        }

        private LearningActivityEvent.Builder event(String verb, Instant at, String cohort, String learner) {
            return LearningActivityEvent.newBuilder()
                    .setEventId(
                            String.join("-", verb, flow.service(), Integer.toString(day), Integer.toString(count++)))
                    .setOccurredAt(at)
                    .setVerb(verb)
                    .setService(flow.service())
                    .setLearner(learner)
                    .setCohort(cohort);
        }

        /** A lognormal amount with this mean. */
        private double amount(double mean) {
            double spread = flow.quality().spread();
            double amount = mean * Math.exp(spread * normal.sample() - spread * spread / 2);
            return Math.rint(amount * CENTS) / CENTS;
        }

        /** A rating with this mean: 1 + Binomial(4, (mean − 1) / 4) stars. */
        private double stars(double mean) {
            double probability = Math.min(1, Math.max(0, (mean - 1) / STARS_ABOVE_ONE));
            int stars = 1;
            for (int i = 0; i < STARS_ABOVE_ONE; i++) {
                stars += random.nextDouble() < probability ? 1 : 0;
            }
            return stars;
        }
    }
}
