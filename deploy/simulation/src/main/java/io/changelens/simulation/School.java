package io.changelens.simulation;

import io.changelens.simulation.Flow.Follower;
import io.changelens.simulation.Flow.Quality;
import java.util.List;

/** The activity of the school on an ordinary day of term, with services and verbs of the default catalog. */
public final class School {

    /** The cohort that gets canary releases first. */
    public static final String CANARY = "canary";

    /** The cohort of all other learners. */
    public static final String EVERYONE = "everyone";

    /** Share of the learners in the canary cohort. */
    public static final double CANARY_SHARE = 0.15;

    private static final Quality COUNTED = Quality.COUNTED;

    /** All recurring actions. */
    public static final List<Flow> FLOWS = List.of(
            // Course delivery
            Flow.of("live-classroom", "class.scheduled", Rhythm.CLASSES, 4500, COUNTED)
                    .inCohorts(new Follower("class.attended", 0.70)),
            session("live-classroom", Rhythm.CLASSES, 2400, 0.95, 0.012),
            session("video-player", Rhythm.STUDY, 1300, 0.95, 0.030),
            session("exercises", Rhythm.STUDY, 500, 0.96, 0.006),
            session("assessment", Rhythm.STUDY, 200, 0.97, 0.006),
            Flow.of("course-content", "page.viewed", Rhythm.STUDY, 800, Quality.amount(4, 0.5)),
            Flow.of("course-content", "course.started", Rhythm.STUDY, 1100, COUNTED),
            Flow.of("course-content", "course.completed", Rhythm.STUDY, 750, COUNTED),
            Flow.of("course-release", "course.released", Rhythm.OFFICE, 25, Quality.success(0.97)),
            // Student service
            session("learner-app", Rhythm.STUDY, 1500, 0.96, 0.020),
            Flow.of("learner-app", "service.rated", Rhythm.STUDY, 500, Quality.rating(4.1)),
            Flow.of("help-desk", "question.answered", Rhythm.OFFICE, 350, Quality.amount(5400, 0.6)),
            Flow.of("checkout", "learner.active", Rhythm.STUDY, 1100, COUNTED),
            Flow.of("checkout", "payment.received", Rhythm.STUDY, 800, Quality.amount(90, 0.3)),
            // Teacher support
            Flow.of("gradebook", "work.graded", Rhythm.OFFICE, 450, Quality.amount(86_400, 0.5)),
            Flow.of("teacher-console", "console.action", Rhythm.OFFICE, 900, Quality.success(0.97)),
            Flow.of("question-desk", "question.answered", Rhythm.OFFICE, 300, Quality.amount(7200, 0.6)),
            // Operations analytics
            Flow.of("reporting", "report.delivered", Rhythm.STEADY, 240, Quality.amount(1800, 0.35)),
            Flow.of("data-platform", "query.run", Rhythm.OFFICE, 750, Quality.success(0.96)));

    private School() {}

    private static Flow session(String service, Rhythm rhythm, double perDay, double success, double technical) {
        return Flow.of(service, "session.ended", rhythm, perDay, Quality.success(success))
                .inCohorts(new Follower("complaint.technical", technical), new Follower("complaint.content", 0.004));
    }
}
