package io.changelens.simulation;

import io.changelens.schemas.ChangeType;
import java.time.Duration;
import java.util.List;

/**
 * The story of the two terms. The live classroom is upgraded on the day on which the spring courses open: courses open
 * late, and for the whole term fewer learners attend and more complain. Course delivery adopts the integrated process.
 * The second upgrade is first planned into the opening of the summer courses; after a collision warning it is
 * rescheduled to the week before.
 */
public final class Story {

    /** Title of the first upgrade. */
    public static final String FIRST = "Live classroom 4.0";

    /** Title of the second upgrade. */
    public static final String SECOND = "Live classroom 4.1, coordinated with the course release";

    /** Participation in the summer term relative to the spring term: a quarter more. */
    public static final double PARTICIPATION = 1.25;

    /** Technical complaints in the summer term relative to the spring term: 70 % fewer. */
    public static final double COMPLAINTS = 0.30;

    private static final List<String> SESSIONS = List.of("live-classroom", "video-player", "exercises", "assessment");

    private Story() {}

    /** The upgrade that collides with the release. */
    public static Draft first() {
        Draft draft = new Draft(Kind.STORY, "live-classroom", FIRST, Terms.at(Terms.SPRING, 8))
                .moves("live-classroom", "class.attended", 1 / PARTICIPATION)
                .moves("course-release", "course.released", 0.55);
        SESSIONS.forEach(service -> draft.moves(service, "complaint.technical", 1 / COMPLAINTS));
        draft.takes = Duration.ofMinutes(95);
        return draft;
    }

    /** The change, two weeks later, that ends the late release of courses. */
    public static Draft onTimeAgain() {
        Draft draft = new Draft(
                        Kind.REPAIR,
                        "course-release",
                        "Release courses without the live classroom",
                        Terms.at(Terms.SPRING.plusDays(15), 14))
                .moves("course-release", "course.released", 1 / 0.55);
        draft.type = ChangeType.NORMAL;
        return draft;
    }

    /**
     * The coordinated upgrade.
     *
     * @param participation factor on class attendance
     * @param complaints factor on technical complaints
     */
    public static Draft second(double participation, double complaints) {
        Draft draft = new Draft(Kind.STORY, "live-classroom", SECOND, Terms.at(Trains.secondUpgrade(), 10))
                .moves("live-classroom", "class.attended", participation);
        SESSIONS.forEach(service -> draft.moves(service, "complaint.technical", complaints));
        draft.takes = Duration.ofMinutes(40);
        draft.firstPlannedFor = Terms.at(Terms.SUMMER, 8);
        return draft;
    }
}
