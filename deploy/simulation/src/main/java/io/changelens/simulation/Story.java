package io.changelens.simulation;

import io.changelens.schemas.ChangeType;
import java.time.Duration;
import java.util.List;

/**
 * The story of the two terms. On the day on which the spring courses open, the live classroom is upgraded: courses open
 * late, learners stay away and complain, all term long. Course delivery adopts the integrated process. The second
 * upgrade was first planned into the opening of the summer courses, was warned of, and moved to the week before.
 */
public final class Story {

    /** The first upgrade's title. */
    public static final String FIRST = "Live classroom 4.0";

    /** The second upgrade's title. */
    public static final String SECOND = "Live classroom 4.1, coordinated with the course release";

    /** What the story says of participation: a quarter more. */
    public static final double PARTICIPATION = 1.25;

    /** What it says of technical complaints: 70 % fewer. */
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

    /** What makes up for the courses that opened late, two weeks on. */
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
     * The upgrade that was coordinated.
     *
     * @param participation by how much learners attend more
     * @param complaints by how much they complain less
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
