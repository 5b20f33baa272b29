package io.changelens.simulation;

import java.util.List;

/**
 * A recurring user action at a service.
 *
 * @param service id of the service
 * @param verb verb of the action
 * @param rhythm distribution over the hours of a day
 * @param perDay number of actions on an ordinary weekday of term
 * @param grouped whether the users belong to cohorts
 * @param quality what is measured of an action
 * @param followers actions that may follow at the same time
 */
public record Flow(
        String service,
        String verb,
        Rhythm rhythm,
        double perDay,
        boolean grouped,
        Quality quality,
        List<Follower> followers) {

    /**
     * An action of users without cohorts that nothing follows.
     *
     * @param service id of the service
     * @param verb verb of the action
     * @param rhythm distribution over the hours of a day
     * @param perDay number of actions on an ordinary weekday of term
     * @param quality what is measured of an action
     */
    public static Flow of(String service, String verb, Rhythm rhythm, double perDay, Quality quality) {
        return new Flow(service, verb, rhythm, perDay, false, quality, List.of());
    }

    /**
     * The same action, by users who belong to cohorts.
     *
     * @param followers actions that may follow at the same time
     */
    public Flow inCohorts(Follower... followers) {
        return new Flow(service, verb, rhythm, perDay, true, quality, List.of(followers));
    }

    /** The lever by which changes affect the quality or rate of this action. */
    public Lever lever() {
        return new Lever(service, verb);
    }

    /** The lever by which changes affect the probability of a following action. */
    public Lever lever(Follower follower) {
        return new Lever(service, follower.verb());
    }

    /**
     * An action that may follow another.
     *
     * @param verb verb of the following action
     * @param probability its probability
     */
    public record Follower(String verb, double probability) {}

    /**
     * What is measured of an action. The effect of a change scales {@code mean}.
     *
     * @param kind kind of measurement
     * @param mean probability of success, mean amount or rating, or 1
     * @param spread standard deviation of the amount's logarithm
     */
    public record Quality(Kind kind, double mean, double spread) {

        /** Nothing is measured; the effect of a change scales the rate. */
        static final Quality COUNTED = new Quality(Kind.COUNTED, 1, 0);

        static Quality success(double probability) {
            return new Quality(Kind.SUCCESS, probability, 0);
        }

        static Quality amount(double mean, double spread) {
            return new Quality(Kind.AMOUNT, mean, spread);
        }

        /** A rating from 1 to 5 stars. */
        static Quality rating(double mean) {
            return new Quality(Kind.RATING, mean, 0);
        }

        /** Kinds of measurement. */
        enum Kind {
            COUNTED,
            SUCCESS,
            AMOUNT,
            RATING
        }
    }
}
