package io.changelens.core.rules;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.Commit;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rules for the content of records that could be decoded. A record that breaks a rule is kept in
 * {@code rejected_records} under the rule's name; {@code docs/events.md} lists the rules.
 *
 * <p>An unknown service breaks no rule: catalogs lag behind reality, so such events are accepted and flagged.
 */
public final class EventRules {

    /**
     * Largest accepted lead of an event time over the publication time of its record. A larger lead comes from a wrong
     * clock or time zone and would advance the watermark past the events of other producers. The lead is measured
     * against the publication time and not the time of reading, so that a replay gives the same result.
     */
    public static final Duration MAX_LEAD = Duration.ofHours(1);

    /** Earliest accepted event time. Earlier ones are missing or misread times. */
    public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** Event times must be before this one: ClickHouse stores a minute as 32 bits of seconds. */
    public static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** Earliest accepted value of times other than the event time: the earliest that ClickHouse can store. */
    public static final Instant FIRST_TIME = Instant.parse("1900-01-01T00:00:00Z");

    /** Latest accepted value of times other than the event time: the latest that ClickHouse can store. */
    public static final Instant LAST_TIME = Instant.parse("2299-12-31T23:59:59.999Z");

    /**
     * Highest accepted revision of a catalog or release window. Epoch milliseconds are below it, and a release window's
     * revision fits into the revision of its collisions.
     */
    public static final long MAX_REVISION = (1L << 48) - 1;

    /** Largest accepted length of an identifier, in characters. */
    public static final int MAX_ID_LENGTH = 512;

    /** Largest accepted absolute value of a learning activity. */
    public static final double MAX_VALUE = 1e9;

    /** Largest accepted number of activities that one event stands for. */
    public static final long MAX_COUNT = 1_000_000_000;

    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    private EventRules() {}

    /**
     * Checks a deployment event.
     *
     * @param e the record
     * @param publishedAt timestamp of the Kafka record, epoch milliseconds
     * @return the first rule that is broken; empty if none is
     */
    public static Optional<Violation> check(DeploymentEvent e, long publishedAt) {
        RuleChecks checks = new RuleChecks()
                .id("eventId", e.getEventId())
                .id("changeId", e.getChangeId())
                .id("service", e.getService())
                .id("environment", e.getEnvironment())
                .eventTime(e.getOccurredAt(), publishedAt)
                .that(e.getPhase() != ChangePhase.UNKNOWN, "unknown-phase", "phase is not one this version knows")
                .reference("rollbackOf", e.getRollbackOf())
                .reference("remediatesIncident", e.getRemediatesIncident())
                .references("rolloutScope", e.getRolloutScope())
                .time("plannedStart", e.getPlannedStart())
                .time("plannedEnd", e.getPlannedEnd())
                .time("actualStart", e.getActualStart())
                .time("actualEnd", e.getActualEnd())
                .interval("planned", e.getPlannedStart(), e.getPlannedEnd())
                .interval("actual", e.getActualStart(), e.getActualEnd())
                .cleared(e.getSchema(), e.getCleared())
                .that(sizesMakeSense(e.getCommits()), "negative-size", "a commit has a negative size");
        if (e.getServiceRequest() != null) {
            checks.reference("serviceRequest", e.getServiceRequest().getId())
                    .time("requestedAt", e.getServiceRequest().getRequestedAt());
        }
        e.getCommits().forEach(commit -> checks.time("committedAt", commit.getCommittedAt()));
        return checks.first();
    }

    /**
     * Checks an incident event.
     *
     * @param e the record
     * @param publishedAt timestamp of the Kafka record, epoch milliseconds
     * @return the first rule that is broken; empty if none is
     */
    public static Optional<Violation> check(IncidentEvent e, long publishedAt) {
        return new RuleChecks()
                .id("eventId", e.getEventId())
                .id("incidentId", e.getIncidentId())
                .id("service", e.getService())
                .id("environment", e.getEnvironment())
                .eventTime(e.getOccurredAt(), publishedAt)
                .reference("causeChangeId", e.getCauseChangeId())
                .references("affectedServices", e.getAffectedServices())
                .cleared(e.getSchema(), e.getCleared())
                .that(e.getPhase() != IncidentPhase.UNKNOWN, "unknown-phase", "phase is not one this version knows")
                .that(
                        !e.getExternal() || e.getCauseChangeId() == null,
                        "contradictory-cause",
                        "an external incident names a change as its cause")
                .first();
    }

    /**
     * Checks a learning-activity event.
     *
     * @param e the record
     * @param publishedAt timestamp of the Kafka record, epoch milliseconds
     * @return the first rule that is broken; empty if none is
     */
    public static Optional<Violation> check(LearningActivityEvent e, long publishedAt) {
        Double value = e.getValue();
        RuleChecks checks = new RuleChecks()
                .id("eventId", e.getEventId())
                .id("verb", e.getVerb())
                .id("service", e.getService())
                .id("learner", e.getLearner())
                .id("cohort", e.getCohort())
                .eventTime(e.getOccurredAt(), publishedAt)
                // The comparison is also false for NaN.
                .that(value == null || Math.abs(value) <= MAX_VALUE, "value-out-of-range", "value is " + value);
        boolean single = e.getCount() == 1 && e.getSuccesses() == null;
        return single ? checks.first() : counts(checks, e).first();
    }

    private static RuleChecks counts(RuleChecks checks, LearningActivityEvent e) {
        long count = e.getCount();
        Long successes = e.getSuccesses();
        Double value = e.getValue();
        return checks.that(
                        count >= 0 && count <= MAX_COUNT,
                        "count-out-of-range",
                        "count is " + count + ", not 0 to " + MAX_COUNT)
                .that(
                        successes == null || (successes >= 0 && successes <= count),
                        "successes-out-of-range",
                        "successes is " + successes + ", not 0 to the count of " + count)
                .that(
                        agree(e.getSuccess(), successes, count),
                        "contradictory-success",
                        "success is " + e.getSuccess() + " with " + successes + " successes of " + count)
                .that(
                        count != 0 || value == null || value == 0,
                        "value-without-count",
                        "value is " + value + " with a count of 0");
    }

    /** Whether {@code success}, which is about all activities of an event, agrees with their number of successes. */
    private static boolean agree(Boolean success, Long successes, long count) {
        return success == null || successes == null || successes == (success ? count : 0);
    }

    /**
     * Checks the sums of a KPI over one minute.
     *
     * @param m the record
     * @param publishedAt timestamp of the Kafka record, epoch milliseconds
     * @return the first rule that is broken; empty if none is
     */
    public static Optional<Violation> check(OutcomeMinute m, long publishedAt) {
        return new RuleChecks()
                .id("valueStream", m.getValueStream())
                .id("kpi", m.getKpi())
                .reference("service", m.getService())
                .reference("cohort", m.getCohort())
                .that(
                        m.getService().isBlank() == m.getCohort().isBlank(),
                        "empty-id",
                        "only one of service and cohort is empty")
                // The events that the outcomes job summed up may themselves be ahead of their publication.
                .eventTime(m.getMinute(), publishedAt + MAX_LEAD.toMillis())
                .that(
                        m.getMinute().toEpochMilli() % MINUTE_MILLIS == 0,
                        "no-whole-minute",
                        "minute is " + m.getMinute())
                .that(m.getEvents() >= 1, "no-events", "events is " + m.getEvents())
                .that(
                        m.getCatalogRevision() >= 0 && m.getCatalogRevision() <= MAX_REVISION,
                        "bad-revision",
                        "catalogRevision is " + m.getCatalogRevision())
                .first();
    }

    /**
     * Checks a release window. Its times may lie in the future, as a calendar's do.
     *
     * @param w the record
     * @param publishedAt not used
     * @return the first rule that is broken; empty if none is
     */
    public static Optional<Violation> check(ReleaseWindow w, long publishedAt) {
        return new RuleChecks()
                .id("windowId", w.getWindowId())
                .revision("revision", w.getRevision())
                .time("startsAt", w.getStartsAt())
                .time("endsAt", w.getEndsAt())
                .time("announcedAt", w.getAnnouncedAt())
                .references("valueStreams", w.getValueStreams())
                .that(!w.getValueStreams().isEmpty(), "no-value-stream", "the window protects no value stream")
                .interval("window", w.getStartsAt(), w.getEndsAt())
                .that(!w.getStartsAt().equals(w.getEndsAt()), "empty-window", "the window ends when it starts")
                .that(
                        w.getImportance() >= 1 && w.getImportance() <= 5,
                        "bad-importance",
                        "importance is " + w.getImportance() + ", not 1 to 5")
                .that(
                        w.getExpectedLearners() == null || w.getExpectedLearners() >= 0,
                        "negative-learners",
                        "expectedLearners is " + w.getExpectedLearners())
                .first();
    }

    /**
     * Checks a catalog revision: all references resolve and ids are unique.
     *
     * @param c the record
     * @param publishedAt not used
     * @return the first rule that is broken; empty if none is
     */
    public static Optional<Violation> check(ValueStreamCatalog c, long publishedAt) {
        return CatalogRules.check(c);
    }

    private static boolean sizesMakeSense(List<Commit> commits) {
        return commits.stream()
                .allMatch(c -> atLeastZero(c.getLinesAdded())
                        && atLeastZero(c.getLinesRemoved())
                        && atLeastZero(c.getFilesChanged()));
    }

    private static boolean atLeastZero(Integer size) {
        return size == null || size >= 0;
    }

    /**
     * A broken rule.
     *
     * @param rule name of the rule, as in {@code rejected_records.reason}
     * @param detail what was found, for people
     */
    public record Violation(String rule, String detail) {}
}
