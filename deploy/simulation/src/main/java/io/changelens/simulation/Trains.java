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
 * The days on which each value stream brings out a change that matters, good or bad; and the two upgrades of the story.
 * Trains are days apart, and never a whole week: so what each does can be told from what the others do.
 */
public final class Trains {

    /** Days from the begin of the spring term. */
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

    public Trains(UniformRandomProvider random) {
        this.random = random;
    }

    /** All of their changes. */
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

    /** The days around which nothing else is brought out that could be taken for theirs. */
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

    /** After some hours; two times in three by rolling back, else by another change. */
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

    /** What all value streams share breaks for all of them. */
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
     * Something that a value stream may bring out.
     *
     * @param service its service
     * @param title for people
     * @param verb what it moves
     * @param bad by how much when it goes wrong
     * @param good by how much when it goes well; 1 if it only can go wrong
     */
    private record Template(String service, String title, String verb, double bad, double good) {}
}
