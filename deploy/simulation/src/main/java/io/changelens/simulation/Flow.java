package io.changelens.simulation;

import java.util.List;

/**
 * Something that is done again and again at a service.
 *
 * @param service id of the service
 * @param verb what is done
 * @param rhythm when
 * @param perDay how often on an ordinary weekday of term
 * @param grouped whether those who do it belong to cohorts
 * @param quality what is measured of it
 * @param followers what it may lead to in the same moment
 */
public record Flow(
        String service,
        String verb,
        Rhythm rhythm,
        double perDay,
        boolean grouped,
        Quality quality,
        List<Follower> followers) {

    public static Flow of(String service, String verb, Rhythm rhythm, double perDay, Quality quality) {
        return new Flow(service, verb, rhythm, perDay, false, quality, List.of());
    }

    /** The same, done by learners who belong to cohorts. */
    public Flow inCohorts(Follower... followers) {
        return new Flow(service, verb, rhythm, perDay, true, quality, List.of(followers));
    }

    /** What a change may move of it. */
    public Lever lever() {
        return new Lever(service, verb);
    }

    /** What a change may move of a follower. */
    public Lever lever(Follower follower) {
        return new Lever(service, follower.verb());
    }

    /**
     * Something that one deed may lead to.
     *
     * @param verb what
     * @param probability how likely
     */
    public record Follower(String verb, double probability) {}

    /**
     * What is measured of a deed. A lever scales {@code mean}.
     *
     * @param kind what it is
     * @param mean the probability of success, the mean amount, or 1
     * @param spread standard deviation of the amount's logarithm
     */
    public record Quality(Kind kind, double mean, double spread) {

        /** Nothing; a lever scales how often it is done. */
        static final Quality COUNTED = new Quality(Kind.COUNTED, 1, 0);

        static Quality success(double probability) {
            return new Quality(Kind.SUCCESS, probability, 0);
        }

        static Quality amount(double mean, double spread) {
            return new Quality(Kind.AMOUNT, mean, spread);
        }

        /** Stars from 1 to 5. */
        static Quality rating(double mean) {
            return new Quality(Kind.RATING, mean, 0);
        }

        /** What is measured. */
        enum Kind {
            COUNTED,
            SUCCESS,
            AMOUNT,
            RATING
        }
    }
}
