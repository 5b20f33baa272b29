package io.changelens.simulation;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Makes the many changes without effect on any KPI. Most succeed; some fail, are rolled back or are cancelled. */
public final class Everyday {

    private static final List<String> SERVICES = List.of(
            "live-classroom",
            "live-classroom",
            "course-content",
            "course-content",
            "video-player",
            "exercises",
            "assessment",
            "certificates",
            "course-release",
            "learner-app",
            "learner-app",
            "enrolment",
            "checkout",
            "help-desk",
            "teacher-console",
            "teacher-console",
            "gradebook",
            "question-desk",
            "data-platform",
            "reporting",
            "planning",
            "identity",
            "payments",
            "media-edge",
            "messaging",
            "search");
    private static final List<String> TITLES = List.of(
            "Library updates",
            "Log fields",
            "Smaller images",
            "Connection pool",
            "Feature flag clean-up",
            "Retry policy",
            "Metrics",
            "Database index",
            "Certificate renewal",
            "Cache sizes",
            "Dark mode colours",
            "Texts",
            "Refactoring of the API client",
            "Accessibility labels",
            "Autoscaling limits");

    private static final List<String> FOR_CANARIES = List.of("live-classroom", "video-player", "learner-app");
    private static final double MORE_THAN_ONE_A_DAY = 0.8;
    private static final double STANDARD = 0.35;
    private static final double CANARY = 0.3;
    private static final double FAILED = 0.03;
    private static final double ROLLED_BACK = 0.03;
    private static final double CANCELLED = 0.04;

    private final UniformRandomProvider random;
    private final CatalogIndex catalog;

    /**
     * Draws from a generator.
     *
     * @param random generator of random numbers
     * @param catalog catalog of services and value streams
     */
    public Everyday(UniformRandomProvider random, CatalogIndex catalog) {
        this.random = random;
        this.catalog = catalog;
    }

    /** All these changes. */
    public List<Draft> drafts() {
        List<Draft> drafts = new ArrayList<>();
        for (int day = 2; day < Terms.DAYS - 3; day++) {
            LocalDate date = Terms.FIRST.plusDays(day);
            if (!Terms.isWorkday(date) || Trains.isNear(date)) {
                continue;
            }
            drafts.add(one(date));
            while (random.nextDouble() < MORE_THAN_ONE_A_DAY && drafts.size() < 4 * day) {
                drafts.add(one(date));
            }
        }
        drafts.removeIf(this::isCoordinated);
        return drafts;
    }

    /**
     * Whether a change falls into a release window and is therefore left out: once course delivery has adopted the
     * integrated process, changes that affect it avoid its release windows.
     */
    private boolean isCoordinated(Draft draft) {
        return !draft.start.isBefore(Terms.PILOT)
                && catalog.valueStreamsOf(draft.service).contains("course-delivery")
                && Terms.windows().stream()
                        .filter(window -> !window.id().endsWith("enrolment"))
                        .anyMatch(window ->
                                window.touches(draft.start.atZone(Terms.ZONE).toLocalDate()));
    }

    private Draft one(LocalDate date) {
        String service = SERVICES.get(random.nextInt(SERVICES.size()));
        String title = TITLES.get(random.nextInt(TITLES.size()));
        Instant start = Terms.at(date, 9).plus(Duration.ofMinutes(random.nextInt(600)));
        Draft draft = new Draft(Kind.NEUTRAL, service, title, start);
        draft.takes = Duration.ofMinutes(3 + random.nextInt(30));
        draft.type = random.nextDouble() < STANDARD ? ChangeType.STANDARD : ChangeType.NORMAL;
        if (FOR_CANARIES.contains(service) && random.nextDouble() < CANARY) {
            draft.scope = List.of(School.CANARY);
        }
        double fate = random.nextDouble();
        if (fate < FAILED) {
            draft.end = ChangePhase.FAILED;
        } else if (fate < FAILED + ROLLED_BACK) {
            draft.end = ChangePhase.ROLLED_BACK;
            draft.until = draft.live().plus(Duration.ofMinutes(30 + random.nextInt(300)));
        } else if (fate < FAILED + ROLLED_BACK + CANCELLED) {
            draft.end = ChangePhase.CANCELLED;
        }
        return draft;
    }
}
