package io.changelens.pipeline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.calendar.CalendarEntry;
import io.changelens.core.calendar.Collision;
import io.changelens.core.calendar.Protection;
import io.changelens.core.calendar.ValueStreamChange;
import io.changelens.core.calendar.ValueStreamWindow;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.TimeSlot;
import io.changelens.pipeline.SettingsFixture;
import io.changelens.pipeline.calendar.PlannedWorld.News;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.ChangeType;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.ReleaseWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file: the cases share the feed and the oracle. */
class CollisionsTest {

    private static final Settings SETTINGS = SettingsFixture.with(Duration.ofHours(1));
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final FindCollisions function = new FindCollisions(SETTINGS);

    private static KeyedTwoInputStreamOperatorTestHarness<String, ValueStreamChange, ValueStreamWindow, Collision>
            harness(FindCollisions function) throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(function),
                ValueStreamChange::valueStream,
                ValueStreamWindow::valueStream,
                Types.STRING);
    }

    /** Folds events as the delivery job does, and sends what is known of the change. */
    private static final class Feed {
        private final KeyedTwoInputStreamOperatorTestHarness<String, ValueStreamChange, ValueStreamWindow, Collision>
                harness;
        private final Map<String, List<DeploymentEvent>> events = new HashMap<>();

        Feed(KeyedTwoInputStreamOperatorTestHarness<String, ValueStreamChange, ValueStreamWindow, Collision> harness) {
            this.harness = harness;
        }

        void send(News news) throws Exception {
            if (news.event() == null) {
                harness.processElement2(seen(news.window()), 0);
                return;
            }
            List<DeploymentEvent> known = events.computeIfAbsent(news.event().getChangeId(), id -> new ArrayList<>());
            known.add(news.event());
            ChangeHistory history = ChangeHistory.of(known);
            if (!history.timeSlots().isEmpty()) {
                harness.processElement1(
                        new ValueStreamChange(
                                "learn",
                                history.facts().getChangeId(),
                                history.events(),
                                true,
                                history.timeSlots(),
                                "player",
                                "",
                                ChangeType.NORMAL,
                                "",
                                1),
                        0);
            }
        }
    }

    private static ValueStreamWindow seen(ReleaseWindow window) {
        return new ValueStreamWindow(
                "learn",
                window.getWindowId(),
                new CalendarEntry(
                        window.getRevision(),
                        window.getAnnouncedAt() == null
                                ? Long.MIN_VALUE
                                : window.getAnnouncedAt().toEpochMilli(),
                        window.getStartsAt().toEpochMilli(),
                        window.getEndsAt().toEpochMilli(),
                        window.getCancelled() ? Protection.CANCELLED : Protection.PROTECTS),
                "COURSE_RELEASE",
                window.getTitle(),
                window.getImportance(),
                null);
    }

    /** As the table keeps them. */
    private static Map<String, Collision> table(List<Collision> rows) {
        Map<String, Collision> table = new TreeMap<>();
        for (Collision row : rows) {
            table.merge(
                    row.change().changeId() + " " + row.window().windowId(),
                    row,
                    (a, b) -> b.revision() >= a.revision() ? b : a);
        }
        return table;
    }

    private static Map<String, String> states(List<Collision> rows) {
        return table(rows).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().history().state().name()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void atEveryPointInEventTimeTheCollisionsAreThoseOfComparingEverything(long seed) throws Exception {
        SlowCollisions oracle = new SlowCollisions(SETTINGS.collisionMargin());
        Map<String, Integer> seen = new HashMap<>();
        try (var harness = harness(function)) {
            harness.open();
            Feed feed = new Feed(harness);
            Map<Long, List<News>> byTime = PlannedWorld.news(seed).stream()
                    .collect(Collectors.groupingBy(News::at, TreeMap::new, Collectors.toList()));
            for (Map.Entry<Long, List<News>> step : byTime.entrySet()) {
                for (News news : step.getValue()) {
                    feed.send(news);
                }
                long clock = Math.max(0, step.getKey());
                harness.processBothWatermarks(new Watermark(clock));

                Map<String, String> found = states(harness.extractOutputValues());
                assertThat(found).isEqualTo(oracle.after(step.getValue(), Instant.ofEpochMilli(clock)));
                found.values().forEach(state -> seen.merge(state, 1, Integer::sum));
            }
        }
        assertThat(seen).containsKeys("OPEN", "CONFIRMED", "WITHDRAWN");
    }

    private static Map<String, Collision> played(List<News> news) throws Exception {
        try (var harness = harness(new FindCollisions(SETTINGS))) {
            harness.open();
            Feed feed = new Feed(harness);
            for (News each : news) {
                feed.send(each);
            }
            harness.processBothWatermarks(
                    new Watermark(PlannedWorld.BEGIN.plus(Duration.ofDays(90)).toEpochMilli()));
            return table(harness.extractOutputValues());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLastRowsAreTheSameInWhateverOrderTheyBecomeKnown(long seed) throws Exception {
        List<News> news = PlannedWorld.news(seed);
        Map<String, Collision> table = played(news);
        List<News> shuffled = new ArrayList<>(news);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(table).isNotEmpty();
        assertThat(played(news)).isEqualTo(table);
        assertThat(withoutMistakes(played(shuffled))).isEqualTo(withoutMistakes(table));
    }

    /** What looked like a collision while something was still missing is a matter of the order, and deleted. */
    private static Map<String, Collision> withoutMistakes(Map<String, Collision> table) {
        Map<String, Collision> rest = new TreeMap<>(table);
        rest.values().removeIf(row -> row.history().reason().mistaken());
        return rest;
    }

    @Test
    void aRestoredJobGoesOnAsIfNothingHadHappened() throws Exception {
        List<News> news = PlannedWorld.news(3);
        Map<String, Collision> expected = played(news);
        List<Collision> rows = new ArrayList<>();
        OperatorSubtaskState snapshot;
        Feed feed;
        int half = news.size() / 2;
        try (var harness = harness(new FindCollisions(SETTINGS))) {
            harness.open();
            feed = new Feed(harness);
            for (News each : news.subList(0, half)) {
                feed.send(each);
            }
            rows.addAll(harness.extractOutputValues());
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(new FindCollisions(SETTINGS))) {
            harness.initializeState(snapshot);
            harness.open();
            Feed rest = new Feed(harness);
            rest.events.putAll(feed.events);
            for (News each : news.subList(half, news.size())) {
                rest.send(each);
            }
            harness.processBothWatermarks(
                    new Watermark(PlannedWorld.BEGIN.plus(Duration.ofDays(90)).toEpochMilli()));
            rows.addAll(harness.extractOutputValues());
        }
        assertThat(table(rows)).isEqualTo(expected);
    }

    private static ValueStreamChange plan(int i, long start, long end) {
        return new ValueStreamChange(
                "learn",
                "CH-" + i,
                1,
                true,
                List.of(new TimeSlot(0, start, end, false, 0, false)),
                "player",
                "",
                ChangeType.NORMAL,
                "",
                1);
    }

    private static ValueStreamWindow window(int i, long start, long end) {
        return new ValueStreamWindow(
                "learn",
                "W-" + i,
                new CalendarEntry(1, Long.MIN_VALUE, start, end, Protection.PROTECTS),
                "EXAM",
                "Exam",
                3,
                null);
    }

    @Test
    void plansAreComparedWithTheWindowsOfTheirDaysAlone() throws Exception {
        Random random = new Random(1);
        int plans = 10_000;
        int windows = 1_000;
        try (var harness = harness(function)) {
            harness.open();
            for (int i = 0; i < windows; i++) {
                long start = random.nextInt(365) * DAY + random.nextInt(24) * HOUR;
                harness.processElement2(window(i, start, start + HOUR), 0);
            }
            for (int i = 0; i < plans; i++) {
                long start = random.nextInt(365) * DAY + random.nextInt(24) * HOUR;
                harness.processElement1(plan(i, start, start + HOUR), 0);
            }
            assertThat(harness.extractOutputValues()).isNotEmpty();
            // A window an hour long and a plan are on the same or the next day: about 3 of 1000 windows for each.
            assertThat(function.compared()).isLessThan(plans * 5L);
        }
    }

    @Test
    void aWindowThatLastsLongerThanAllDaysThatAreKeptIsFoundToo() throws Exception {
        try (var harness = harness(function)) {
            harness.open();
            harness.processElement2(window(1, 0, 400 * DAY), 0);
            harness.processElement1(plan(1, 200 * DAY, 200 * DAY + HOUR), 0);
            harness.processElement1(plan(2, 450 * DAY, 450 * DAY + HOUR), 0);
            harness.processElement1(plan(3, 10 * DAY, 390 * DAY), 0);

            assertThat(states(harness.extractOutputValues())).containsOnlyKeys("CH-1 W-1", "CH-3 W-1");
        }
    }

    @Test
    void nothingStaysWhenTheRetentionIsOver() throws Exception {
        try (var harness = harness(function)) {
            harness.open();
            Feed feed = new Feed(harness);
            for (News news : PlannedWorld.news(5)) {
                feed.send(news);
            }
            harness.processBothWatermarks(new Watermark(PlannedWorld.BEGIN
                    .plus(SETTINGS.retention())
                    .plus(Duration.ofDays(90))
                    .toEpochMilli()));

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
