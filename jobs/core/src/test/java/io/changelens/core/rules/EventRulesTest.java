package io.changelens.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.rules.EventRules.Violation;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventRulesTest {

    private static final Instant TIME = Instant.parse("2026-03-02T10:00:00Z");
    private static final long PUBLISHED = TIME.toEpochMilli();

    private static ReleaseWindow.Builder window() {
        return ReleaseWindow.newBuilder()
                .setWindowId("w")
                .setTitle("t")
                .setKind(io.changelens.schemas.WindowKind.EXAM)
                .setValueStreams(List.of("s"))
                .setStartsAt(TIME)
                .setEndsAt(TIME.plusSeconds(1));
    }

    private static String rule(Optional<Violation> violation) {
        return violation.map(Violation::rule).orElse("");
    }

    private static String rule(ReleaseWindow.Builder window) {
        return rule(EventRules.check(window.build(), PUBLISHED));
    }

    @Test
    void expectedLearnersAreNotNegative() {
        assertThat(rule(window().setExpectedLearners(-1L))).isEqualTo("negative-learners");
        assertThat(rule(window().setExpectedLearners(Long.MIN_VALUE))).isEqualTo("negative-learners");
        assertThat(rule(window().setExpectedLearners(0L))).isEmpty();
        assertThat(rule(window().setExpectedLearners(null))).isEmpty();
    }

    @Test
    void aRevisionMayBeEpochMillisecondsAndLeavesRoomForItsCollisions() {
        assertThat(rule(window().setRevision(System.currentTimeMillis()))).isEmpty();
        assertThat(rule(window().setRevision(EventRules.MAX_REVISION))).isEmpty();
        assertThat(rule(window().setRevision(EventRules.MAX_REVISION + 1))).isEqualTo("bad-revision");
        assertThat(rule(window().setRevision(0))).isEqualTo("bad-revision");
        assertThat(((1_000L << 48) + EventRules.MAX_REVISION) << 1).isPositive();
        ValueStreamCatalog catalog = emptyCatalog(EventRules.MAX_REVISION + 1);
        assertThat(rule(EventRules.check(catalog, PUBLISHED))).isEqualTo("bad-revision");
    }

    @Test
    void timesAreThoseThatATableCanHold() {
        assertThat(rule(window().setEndsAt(Instant.ofEpochMilli(Long.MAX_VALUE))))
                .isEqualTo("implausible-time");
        assertThat(rule(window().setStartsAt(Instant.ofEpochMilli(Long.MIN_VALUE))))
                .isEqualTo("implausible-time");
        assertThat(rule(window().setAnnouncedAt(Instant.parse("2300-01-01T00:00:00Z"))))
                .isEqualTo("implausible-time");
        assertThat(rule(window().setStartsAt(EventRules.FIRST_TIME).setEndsAt(EventRules.LAST_TIME)))
                .isEmpty();
        ValueStreamCatalog catalog = emptyCatalog(1);
        catalog.setEffectiveFrom(Instant.ofEpochMilli(Long.MAX_VALUE));
        assertThat(rule(EventRules.check(catalog, PUBLISHED))).isEqualTo("implausible-time");
    }

    @Test
    void anEventTimeIsAMinuteThatATableCanHoldWheneverItIsPublished() {
        LearningActivityEvent event = LearningActivityEvent.newBuilder()
                .setEventId("e")
                .setOccurredAt(EventRules.LATEST)
                .setVerb("v")
                .setService("s")
                .setLearner("l")
                .build();
        assertThat(rule(EventRules.check(event, EventRules.LATEST.toEpochMilli())))
                .isEqualTo("implausible-time");
        event.setOccurredAt(EventRules.LATEST.minusMillis(1));
        assertThat(rule(EventRules.check(event, EventRules.LATEST.toEpochMilli())))
                .isEmpty();
        event.setOccurredAt(Instant.ofEpochMilli(Long.MAX_VALUE));
        assertThat(rule(EventRules.check(event, -1))).isEqualTo("implausible-time");
    }

    private static String rule(long count, Long successes, Boolean success, Double value) {
        return rule(EventRules.check(
                LearningActivityEvent.newBuilder()
                        .setEventId("e")
                        .setOccurredAt(TIME)
                        .setVerb("v")
                        .setService("s")
                        .setLearner("l")
                        .setCount(count)
                        .setSuccesses(successes)
                        .setSuccess(success)
                        .setValue(value)
                        .build(),
                PUBLISHED));
    }

    @Test
    void anActivityCountsFromNothingUpToTheLargestCount() {
        assertThat(rule(1_000, 988L, null, 350.5)).isEmpty();
        assertThat(rule(0, 0L, null, null)).isEmpty();
        assertThat(rule(0, null, null, 0.0)).isEmpty();
        assertThat(rule(EventRules.MAX_COUNT, EventRules.MAX_COUNT, true, EventRules.MAX_VALUE))
                .isEmpty();
        assertThat(rule(-1, null, null, null)).isEqualTo("count-out-of-range");
        assertThat(rule(EventRules.MAX_COUNT + 1, null, null, null)).isEqualTo("count-out-of-range");
        assertThat(rule(Long.MIN_VALUE, null, null, null)).isEqualTo("count-out-of-range");
        assertThat(rule(0, null, null, 0.5)).isEqualTo("value-without-count");
    }

    @Test
    void successesAreSomeOfTheCountAndAgreeWithSuccess() {
        assertThat(rule(3, 3L, null, null)).isEmpty();
        assertThat(rule(3, 4L, null, null)).isEqualTo("successes-out-of-range");
        assertThat(rule(3, -1L, null, null)).isEqualTo("successes-out-of-range");
        assertThat(rule(1, 2L, null, null)).isEqualTo("successes-out-of-range");
        assertThat(rule(3, 3L, true, null)).isEmpty();
        assertThat(rule(3, 0L, false, null)).isEmpty();
        assertThat(rule(0, 0L, true, null)).isEmpty();
        assertThat(rule(3, 2L, true, null)).isEqualTo("contradictory-success");
        assertThat(rule(3, 1L, false, null)).isEqualTo("contradictory-success");
    }

    @Test
    void anOutcomeMayBeAsFarAheadAsTheEventsInIt() {
        OutcomeMinute minute = new OutcomeMinute("s", "k", "x", "c", TIME.plusSeconds(7_200), 1L, 1L, 1L, 1L, false);
        assertThat(rule(EventRules.check(minute, PUBLISHED))).isEmpty();
        minute.setMinute(TIME.plusSeconds(7_260));
        assertThat(rule(EventRules.check(minute, PUBLISHED))).isEqualTo("future-time");
        minute.setMinute(TIME);
        minute.setCatalogRevision(-1L);
        assertThat(rule(EventRules.check(minute, PUBLISHED))).isEqualTo("bad-revision");
    }

    @Test
    void anOutcomeIsOfAServiceAndACohortOrOfAWholeValueStream() {
        OutcomeMinute minute = new OutcomeMinute("s", "k", "", "", TIME, 1L, 1L, 1L, 1L, true);
        assertThat(rule(EventRules.check(minute, PUBLISHED))).isEmpty();
        minute.setCohort("c");
        assertThat(rule(EventRules.check(minute, PUBLISHED))).isEqualTo("empty-id");
    }

    @Test
    void idsOfSomethingElseAreBoundedToo() {
        IncidentEvent incident = IncidentEvent.newBuilder()
                .setEventId("e")
                .setIncidentId("i")
                .setPhase(IncidentPhase.OPENED)
                .setOccurredAt(TIME)
                .setService("s")
                .setCauseChangeId("x".repeat(513))
                .build();
        assertThat(rule(EventRules.check(incident, PUBLISHED))).isEqualTo("long-id");
        incident.setCauseChangeId("");
        assertThat(rule(EventRules.check(incident, PUBLISHED))).isEmpty();
        incident.setAffectedServices(List.of("a", "x".repeat(513)));
        assertThat(rule(EventRules.check(incident, PUBLISHED))).isEqualTo("long-id");
    }

    private static ValueStreamCatalog emptyCatalog(long revision) {
        return new ValueStreamCatalog(revision, Instant.EPOCH, List.of(), List.of(), List.of());
    }
}
