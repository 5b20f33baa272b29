package io.changelens.pipeline.calendar;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.ChangeType;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Plans that move, are cancelled, run late or early, and a calendar that is entered, moved and cancelled in between. */
final class PlannedWorld {

    static final Instant BEGIN = Instant.parse("2030-03-01T00:00:00Z");
    private static final int MINUTES = 20 * 24 * 60;

    /** What becomes known at a time: an event of a change or a revision of a window. */
    record News(long at, DeploymentEvent event, ReleaseWindow window) {}

    private final Random random;
    private final List<News> news = new ArrayList<>();

    private PlannedWorld(long seed) {
        random = new Random(seed);
    }

    /** In the order in which it happened. */
    static List<News> news(long seed) {
        PlannedWorld world = new PlannedWorld(seed);
        for (int i = 0; i < 8; i++) {
            world.window("W-" + i);
        }
        for (int i = 0; i < 25; i++) {
            world.change("CH-" + i);
        }
        world.news.sort(Comparator.comparingLong(News::at));
        return world.news;
    }

    private Instant sometime(Instant from, int minutes) {
        return from.plus(Duration.ofMinutes(random.nextInt(minutes)));
    }

    private void window(String id) {
        Instant announced = random.nextInt(4) == 0 ? null : sometime(BEGIN, MINUTES);
        Instant start = sometime(BEGIN, MINUTES);
        int revisions = 1 + random.nextInt(3);
        for (int r = 1; r <= revisions; r++) {
            Instant end = start.plus(Duration.ofMinutes(30L + random.nextInt(4 * 24 * 60)));
            boolean cancelled = r > 1 && random.nextInt(4) == 0;
            news.add(new News(
                    announced == null ? Long.MIN_VALUE : announced.toEpochMilli(),
                    null,
                    new ReleaseWindow(
                            id,
                            (long) r,
                            WindowKind.COURSE_RELEASE,
                            id,
                            List.of("learn"),
                            start,
                            end,
                            1 + random.nextInt(5),
                            null,
                            cancelled,
                            announced)));
            announced = sometime(announced == null ? BEGIN : announced, 2 * 24 * 60);
            start = random.nextBoolean() ? start : sometime(start, 3 * 24 * 60);
        }
    }

    private void change(String id) {
        Instant at = sometime(BEGIN, MINUTES - 5 * 24 * 60);
        Instant start = at;
        int plans = random.nextInt(4);
        for (int p = 0; p < plans; p++) {
            start = sometime(at, 4 * 24 * 60);
            event(id, ChangePhase.PLANNED, at)
                    .setPlannedStart(start)
                    .setPlannedEnd(start.plus(Duration.ofMinutes(random.nextInt(10 * 60))));
            add();
            at = sometime(at, 12 * 60);
        }
        if (random.nextInt(6) == 0) {
            event(id, ChangePhase.CANCELLED, at);
            add();
            return;
        }
        if (random.nextInt(5) == 0) {
            return;
        }
        Instant began = random.nextBoolean() && start.isAfter(at) ? start : sometime(at, 3 * 24 * 60);
        if (random.nextInt(4) > 0) {
            event(id, ChangePhase.STARTED, began);
            add();
        }
        Instant done = sometime(began, 10 * 60);
        event(id, random.nextInt(5) == 0 ? ChangePhase.FAILED : ChangePhase.SUCCEEDED, done);
        if (random.nextInt(5) == 0) {
            next.setActualStart(began.minus(Duration.ofHours(2))).setActualEnd(done.minus(Duration.ofMinutes(1)));
        }
        add();
        if (random.nextInt(4) == 0) {
            event(id, ChangePhase.ROLLED_BACK, sometime(done, 24 * 60));
            add();
        }
    }

    private DeploymentEvent.Builder next;

    private DeploymentEvent.Builder event(String id, ChangePhase phase, Instant at) {
        next = DeploymentEvent.newBuilder()
                .setEventId(id + "/" + news.size())
                .setChangeId(id)
                .setPhase(phase)
                .setOccurredAt(at)
                .setChangeType(ChangeType.NORMAL)
                .setService("player");
        return next;
    }

    private void add() {
        DeploymentEvent event = next.build();
        news.add(new News(event.getOccurredAt().toEpochMilli(), event, null));
    }
}
