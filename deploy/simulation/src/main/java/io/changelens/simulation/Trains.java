package io.changelens.simulation;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * Release trains: the days on which each value stream deploys a change with an effect, good or bad, and the two
 * upgrades of the story. Consecutive trains are several days apart and never exactly a week, so that the effect of each
 * can be separated from the others'.
 */
public final class Trains {

    /** Days of the trains, counted from the start of the spring term. */
    private static final List<Integer> DAYS = List.of(10, 22, 32, 42, 66, 77, 87, 98);

    private static final int SIGN_IN_DAY = 53;
    private static final int SECOND_UPGRADE_DAYS_BEFORE_SUMMER = 6;
    private static final int SMALL_EVERY = 4;
    private static final double SMALLER = 0.25;

    private static final List<List<Template>> STREAMS = List.of(
            List.of(
                    new Template("video-player", "Adaptive bit rate", "session.ended", 0.80, 1),
                    new Template("video-player", "New player controls", "complaint.technical", 6, 1),
                    new Template("course-content", "Recommended next page", "page.viewed", 0.70, 1.35),
                    new Template("course-content", "Reminder of open units", "course.completed", 0.50, 1.50),
                    new Template("live-classroom", "Lobby and waiting room", "class.attended", 0.80, 1)),
            List.of(
                    new Template("learner-app", "Navigation by learning path", "session.ended", 0.85, 1),
                    new Template("learner-app", "New home screen", "service.rated", 0.85, 1.10),
                    new Template("help-desk", "Routing of questions", "question.answered", 1.9, 0.5),
                    new Template("checkout", "Course bundles", "payment.received", 0.55, 1.60),
                    new Template("learner-app", "Offline mode", "complaint.technical", 6, 1)),
            List.of(
                    new Template("gradebook", "Rubric templates", "work.graded", 1.7, 0.55),
                    new Template("teacher-console", "Class overview", "console.action", 0.82, 1),
                    new Template("question-desk", "Suggested answers", "question.answered", 1.9, 0.5)),
            List.of(
                    new Template("reporting", "Incremental loading", "report.delivered", 1.7, 0.55),
                    new Template("data-platform", "Query engine update", "query.run", 0.80, 1)));

    private final UniformRandomProvider random;
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<Template> improved = new HashSet<>();

    /**
     * Draws from a generator.
     *
     * @param random generator of random numbers
     */
    public Trains(UniformRandomProvider random) {
        this.random = random;
    }

    /** All changes of the trains. */
    public List<Draft> drafts() {
        for (List<Template> templates : STREAMS) {
            List<Template> order = new ArrayList<>(templates);
            ListSampler.shuffle(random, order);
            for (int i = 0; i < DAYS.size(); i++) {
                boolean small = i % SMALL_EVERY == SMALL_EVERY - 1;
                add(order.get(i % order.size()), Terms.SPRING.plusDays(DAYS.get(i)), small);
            }
        }
        signIn();
        return drafts;
    }

    /**
     * Whether a day is so near to a train that another change could be confused with it; such days have no other
     * changes.
     */
    public static boolean isNear(LocalDate day) {
        for (LocalDate train : days()) {
            long after = day.toEpochDay() - train.toEpochDay();
            if ((after >= -1 && after <= 1) || after == 7 || after == 8) {
                return true;
            }
        }
        return false;
    }

    private static List<LocalDate> days() {
        List<LocalDate> days = new ArrayList<>();
        DAYS.forEach(offset -> days.add(Terms.SPRING.plusDays(offset)));
        days.add(Terms.SPRING);
        days.add(Terms.SPRING.plusDays(SIGN_IN_DAY));
        days.add(secondUpgrade());
        return days;
    }

    /** The day of the coordinated upgrade. */
    public static LocalDate secondUpgrade() {
        return Terms.SUMMER.minusDays(SECOND_UPGRADE_DAYS_BEFORE_SUMMER);
    }

    private void add(Template template, LocalDate day, boolean small) {
        boolean good = template.good() != 1 && !improved.contains(template) && random.nextBoolean();
        double factor = good ? template.good() : template.bad();
        double moved = small ? Math.pow(factor, SMALLER) : factor;
        Instant start = Terms.at(day, 10).plus(Duration.ofMinutes(random.nextInt(300)));
        Draft draft = new Draft(small ? Kind.SMALL : Kind.LARGE, template.service(), template.title(), start)
                .moves(template.service(), template.verb(), moved);
        drafts.add(draft);
        if (good) {
            improved.add(template);
        } else {
            takeBack(draft);
        }
    }

    /**
     * Ends a harmful change after 4 to 19 hours: with probability 2/3 by rolling it back, otherwise by another change.
     */
    private void takeBack(Draft draft) {
        draft.until = draft.live().plus(Duration.ofMinutes(240 + random.nextInt(900)));
        if (random.nextInt(3) < 2) {
            draft.end = ChangePhase.ROLLED_BACK;
            return;
        }
        Duration takes = Duration.ofMinutes(6);
        Draft repair = new Draft(Kind.REPAIR, draft.service, "Take back: " + draft.title, draft.until.minus(takes));
        repair.takes = takes;
        repair.type = ChangeType.EMERGENCY;
        repair.repairs = draft;
        drafts.add(repair);
    }

    /** A change of the shared sign-in service that harms all value streams. */
    private void signIn() {
        Instant start = Terms.at(Terms.SPRING.plusDays(SIGN_IN_DAY), 11).plus(Duration.ofMinutes(random.nextInt(120)));
        Draft draft = new Draft(Kind.LARGE, "identity", "Sign-in tokens with shorter life", start)
                .moves("live-classroom", "session.ended", 0.82)
                .moves("video-player", "session.ended", 0.82)
                .moves("exercises", "session.ended", 0.82)
                .moves("assessment", "session.ended", 0.82)
                .moves("learner-app", "session.ended", 0.82)
                .moves("teacher-console", "console.action", 0.82)
                .moves("data-platform", "query.run", 0.82);
        drafts.add(draft);
        takeBack(draft);
    }

    /**
     * A change that a value stream may deploy.
     *
     * @param service id of the service
     * @param title title for people
     * @param verb verb of the affected activity
     * @param bad factor if it goes wrong
     * @param good factor if it goes well; 1 if it can only go wrong
     */
    private record Template(String service, String title, String verb, double bad, double good) {}
}
