package io.changelens.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.delivery.TimeSlot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** One file: one case for each way that a collision can go. */
class CollisionHistoryTest {

    private static final long MARGIN = 10;
    private static final long NOW = 50;

    /** The window from 100 to 200, announced at 5: no change may touch 90 to 210. */
    private static final CalendarEntry WINDOW = new CalendarEntry(1, 5, 100, 200, Protection.PROTECTS);

    private static TimeSlot planned(long knownAt, long start, long end) {
        return new TimeSlot(knownAt, start, end, false, 0, false);
    }

    private static TimeSlot actual(long knownAt, long start, long end) {
        return new TimeSlot(knownAt, start, end, true, 1, false);
    }

    private static TimeSlot cancelled(long knownAt) {
        return new TimeSlot(knownAt, TimeSlot.NONE, TimeSlot.NONE, false, 0, true);
    }

    private static CollisionHistory of(TimeSlot... timeSlots) {
        return CollisionHistory.of(List.of(timeSlots), List.of(WINDOW), true, MARGIN, NOW);
    }

    private static void assertTold(
            CollisionHistory history,
            CollisionState state,
            Long warnedAt,
            Long confirmedAt,
            Long withdrawnAt,
            CollisionReason reason) {
        assertThat(history.state()).isEqualTo(state);
        assertThat(history.warnedAt()).as("warned").isEqualTo(warnedAt);
        assertThat(history.confirmedAt()).as("confirmed").isEqualTo(confirmedAt);
        assertThat(history.withdrawnAt()).as("withdrawn").isEqualTo(withdrawnAt);
        assertThat(history.reason()).isEqualTo(reason);
    }

    @Test
    void aPlanInTheWindowIsWarnedOfFromWhenBothWereKnown() {
        assertTold(of(planned(20, 120, 130)), CollisionState.OPEN, 20L, null, null, CollisionReason.PLANNED_IN_WINDOW);
        assertTold(of(planned(1, 120, 130)), CollisionState.OPEN, 5L, null, null, CollisionReason.PLANNED_IN_WINDOW);
    }

    @Test
    void whatTouchesTheMarginCollidesAndWhatEndsThereDoesNot() {
        assertThat(of(planned(20, 80, 90))).isNull();
        assertThat(of(planned(20, 80, 91)).state()).isEqualTo(CollisionState.OPEN);
        assertThat(of(planned(20, 209, 300)).state()).isEqualTo(CollisionState.OPEN);
        assertThat(of(planned(20, 210, 300))).isNull();
        assertThat(of(planned(20, 0, 1000)).state()).as("around it").isEqualTo(CollisionState.OPEN);
    }

    @Test
    void aChangeThatTakesPlaceInTheWindowIsConfirmed() {
        CollisionHistory history = of(planned(20, 120, 130), actual(125, 125, 130));

        assertTold(history, CollisionState.CONFIRMED, 20L, 125L, null, CollisionReason.TOOK_PLACE_IN_WINDOW);
        assertThat(history.timeSlot()).isEqualTo(actual(125, 125, 130));
        assertThat(history.entry()).isEqualTo(WINDOW);
    }

    @Test
    void aChangeWithoutAPlanIsConfirmedAndWasNeverWarnedOf() {
        assertTold(
                of(actual(125, 125, 130)),
                CollisionState.CONFIRMED,
                null,
                125L,
                null,
                CollisionReason.TOOK_PLACE_IN_WINDOW);
    }

    @Test
    void laterNewsOfTheSameStateMovesNeitherTime() {
        assertTold(
                of(planned(20, 120, 130), planned(30, 150, 160), actual(150, 150, 151), actual(170, 150, 170)),
                CollisionState.CONFIRMED,
                20L,
                150L,
                null,
                CollisionReason.TOOK_PLACE_IN_WINDOW);
    }

    @Test
    void aPlanThatMovesAwayIsWithdrawn() {
        assertTold(
                of(planned(20, 120, 130), planned(30, 300, 310)),
                CollisionState.WITHDRAWN,
                20L,
                null,
                30L,
                CollisionReason.MOVED);
    }

    @Test
    void aPlanThatComesBackIsWarnedOfSinceTheFirstTime() {
        assertTold(
                of(planned(20, 120, 130), planned(30, 300, 310), planned(40, 120, 130)),
                CollisionState.OPEN,
                20L,
                null,
                null,
                CollisionReason.PLANNED_IN_WINDOW);
    }

    @Test
    void aChangeThatTookPlaceElsewhereIsWithdrawn() {
        assertTold(
                of(planned(20, 120, 130), actual(60, 60, 70)),
                CollisionState.WITHDRAWN,
                20L,
                null,
                60L,
                CollisionReason.TOOK_PLACE_OUTSIDE);
    }

    @Test
    void whatTurnsOutNotToHaveTakenPlaceInTheWindowIsNotConfirmedAnyMore() {
        assertTold(
                of(planned(20, 120, 130), actual(125, 125, 130), actual(140, 60, 70)),
                CollisionState.WITHDRAWN,
                20L,
                null,
                140L,
                CollisionReason.TOOK_PLACE_OUTSIDE);
    }

    @Test
    void aChangeThatIsCancelledIsWithdrawn() {
        assertTold(
                of(planned(20, 120, 130), cancelled(30)),
                CollisionState.WITHDRAWN,
                20L,
                null,
                30L,
                CollisionReason.CHANGE_CANCELLED);
    }

    @Test
    void aWindowThatProtectsOthersNowIsWithdrawnForAReasonOfItsOwn() {
        List<CalendarEntry> entries = List.of(WINDOW, new CalendarEntry(2, 35, 100, 200, Protection.PROTECTS_OTHERS));

        assertTold(
                CollisionHistory.of(List.of(planned(20, 120, 130)), entries, true, MARGIN, NOW),
                CollisionState.WITHDRAWN,
                20L,
                null,
                35L,
                CollisionReason.WINDOW_PROTECTS_OTHERS);
    }

    @Test
    void aChangeWhoseServiceDoesNotServeTheValueStreamAnyMoreIsWithdrawn() {
        List<TimeSlot> plan = List.of(planned(20, 120, 130));
        assertThat(CollisionHistory.of(plan, List.of(WINDOW), false, MARGIN, NOW))
                .isNull();
        assertTold(
                CollisionHistory.mistaken(plan, List.of(WINDOW), false),
                CollisionState.WITHDRAWN,
                null,
                null,
                20L,
                CollisionReason.VALUE_STREAM_NOT_SERVED);
    }

    @Test
    void aWindowThatIsCancelledIsWithdrawn() {
        List<CalendarEntry> entries = List.of(WINDOW, new CalendarEntry(2, 35, 100, 200, Protection.CANCELLED));

        assertTold(
                CollisionHistory.of(List.of(planned(20, 120, 130)), entries, true, MARGIN, NOW),
                CollisionState.WITHDRAWN,
                20L,
                null,
                35L,
                CollisionReason.WINDOW_CANCELLED);
    }

    @Test
    void aChangeOfOtherValueStreamsNeverCollides() {
        assertThat(CollisionHistory.of(List.of(planned(20, 120, 130)), List.of(WINDOW), false, MARGIN, NOW))
                .isNull();
    }

    @Test
    void withoutAChangeOrAWindowThereIsNothing() {
        assertThat(CollisionHistory.of(List.of(), List.of(WINDOW), true, MARGIN, NOW))
                .isNull();
        assertThat(CollisionHistory.of(List.of(planned(20, 120, 130)), List.of(), true, MARGIN, NOW))
                .isNull();
    }

    @Test
    void aPlanOfWhichNothingCameIsWithdrawnWhenTheWindowIsOver() {
        List<TimeSlot> plan = List.of(planned(20, 120, 130));
        List<CalendarEntry> window = List.of(WINDOW);

        assertThat(CollisionHistory.of(plan, window, true, MARGIN, 209).state()).isEqualTo(CollisionState.OPEN);
        assertTold(
                CollisionHistory.of(plan, window, true, MARGIN, 210),
                CollisionState.WITHDRAWN,
                20L,
                null,
                210L,
                CollisionReason.WINDOW_OVER);
    }

    @Test
    void whatTookPlaceStaysConfirmedWhenTheWindowIsOver() {
        assertThat(CollisionHistory.of(List.of(actual(125, 125, 130)), List.of(WINDOW), true, MARGIN, 10_000)
                        .state())
                .isEqualTo(CollisionState.CONFIRMED);
    }

    @Test
    void aRevisionHoldsFromWhenItWasAnnouncedUnlessAHigherOneWas() {
        CalendarEntry moved = new CalendarEntry(3, 30, 300, 400, Protection.PROTECTS);
        CalendarEntry lateButLower = new CalendarEntry(2, 40, 100, 200, Protection.PROTECTS);
        CollisionHistory history = CollisionHistory.of(
                List.of(planned(20, 120, 130)), List.of(lateButLower, moved, WINDOW), true, MARGIN, NOW);

        assertTold(history, CollisionState.WITHDRAWN, 20L, null, 30L, CollisionReason.MOVED);
        assertThat(history.entry()).isEqualTo(moved);
    }

    @Test
    void aWindowThatWasAlwaysKnownHoldsFromTheFirstPlan() {
        CalendarEntry always = new CalendarEntry(1, Long.MIN_VALUE, 100, 200, Protection.PROTECTS);

        assertThat(CollisionHistory.of(List.of(planned(-30, 120, 130)), List.of(always), true, MARGIN, NOW)
                        .warnedAt())
                .isEqualTo(-30);
    }

    @Test
    void aMistakeWasNeitherWarnedOfNorConfirmed() {
        TimeSlot latest = actual(125, 125, 130);
        CollisionHistory history =
                CollisionHistory.mistaken(List.of(planned(20, 120, 130), latest), List.of(WINDOW), true);

        assertTold(history, CollisionState.WITHDRAWN, null, null, 125L, CollisionReason.NEVER_COLLIDED);
        assertThat(history.timeSlot()).isEqualTo(latest);
        assertThat(history.entry()).isEqualTo(WINDOW);
    }

    @Property(tries = 500)
    void theOrderOfRevisionsDoesNotMatterAndTheLastKnownDecides(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int size) {
        Random random = new Random(seed);
        List<Protection> protections = List.of(
                Protection.PROTECTS,
                Protection.PROTECTS,
                Protection.PROTECTS,
                Protection.CANCELLED,
                Protection.PROTECTS_OTHERS);
        List<TimeSlot> timeSlots = new ArrayList<>();
        List<CalendarEntry> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long start = random.nextInt(300);
            boolean actual = i == size - 1 && random.nextBoolean();
            timeSlots.add(
                    new TimeSlot(10L * i + 1, start, start + 1 + random.nextInt(50), actual, actual ? 1 : 0, false));
            long begin = random.nextInt(300);
            entries.add(new CalendarEntry(
                    i, 10L * i, begin, begin + 50, protections.get(random.nextInt(protections.size()))));
        }
        CollisionHistory history = CollisionHistory.of(timeSlots, entries, true, MARGIN, NOW);
        Collections.shuffle(entries, random);
        assertThat(CollisionHistory.of(timeSlots, entries, true, MARGIN, NOW)).isEqualTo(history);

        TimeSlot slot = timeSlots.get(size - 1);
        CalendarEntry entry = entries.stream()
                .max((a, b) -> Long.compare(a.revision(), b.revision()))
                .orElseThrow();
        boolean collides = entry.holds();
        boolean together = false;
        for (long time = entry.start() - MARGIN; time < entry.end() + MARGIN; time++) {
            together |= slot.start() <= time && time < slot.end();
        }
        collides &= together;
        boolean over = !slot.actual() && entry.end() + MARGIN <= NOW;
        if (collides && !over) {
            assertThat(history.state()).isEqualTo(slot.actual() ? CollisionState.CONFIRMED : CollisionState.OPEN);
        } else if (history != null) {
            assertThat(history.state()).isEqualTo(CollisionState.WITHDRAWN);
            assertThat(history.confirmedAt()).isNull();
        }
    }

    @Test
    void aCollisionThatHappenedIsNotUndoneByALaterAttemptOutsideTheWindow() {
        TimeSlot again = new TimeSlot(300, 300, 320, true, 2, false);

        CollisionHistory history =
                CollisionHistory.of(List.of(actual(100, 100, 120), again), List.of(WINDOW), true, 0, 400);

        assertThat(history.state()).isEqualTo(CollisionState.CONFIRMED);
        assertThat(history.confirmedAt()).isEqualTo(100);
    }
}
