package io.changelens.core.rules;

import io.changelens.core.rules.EventRules.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Collects the first broken rule of one record. */
public final class RuleChecks {

    private Violation first;

    public RuleChecks that(boolean holds, String rule, String detail) {
        if (!holds && first == null) {
            first = new Violation(rule, detail);
        }
        return this;
    }

    public RuleChecks id(String field, String value) {
        return that(!value.isBlank(), "empty-id", field + " is empty").reference(field, value);
    }

    public RuleChecks references(String field, List<String> values) {
        values.forEach(value -> reference(field, value));
        return this;
    }

    /** The id of something else; null when there is none. What is derived from it has to fit into a record too. */
    public RuleChecks reference(String field, String value) {
        if (first != null || value == null) {
            return this;
        }
        return that(
                value.length() <= EventRules.MAX_ID_LENGTH,
                "long-id",
                field + " has " + value.length() + " characters, more than " + EventRules.MAX_ID_LENGTH);
    }

    public RuleChecks eventTime(Instant occurredAt, long publishedAt) {
        if (first != null) {
            return this;
        }
        long lead = occurredAt.toEpochMilli() - publishedAt;
        if (occurredAt.isBefore(EventRules.EARLIEST) || !occurredAt.isBefore(EventRules.LATEST)) {
            return that(false, "implausible-time", "event time is " + occurredAt);
        }
        if (lead > EventRules.MAX_LEAD.toMillis()) {
            return that(false, "future-time", "event time is " + lead / 1000 + " s after the record was published");
        }
        return this;
    }

    /** A time beside the event's own; null when it is not known. */
    public RuleChecks time(String field, Instant time) {
        if (first == null
                && time != null
                && (time.isBefore(EventRules.FIRST_TIME) || time.isAfter(EventRules.LAST_TIME))) {
            return that(false, "implausible-time", field + " is " + time);
        }
        return this;
    }

    public RuleChecks revision(String field, long revision) {
        return that(revision >= 1 && revision <= EventRules.MAX_REVISION, "bad-revision", field + " is " + revision);
    }

    public RuleChecks interval(String name, Instant start, Instant end) {
        if (first == null && start != null && end != null && end.isBefore(start)) {
            return that(false, "end-before-start", name + " interval runs from " + start + " to " + end);
        }
        return this;
    }

    public Optional<Violation> first() {
        return Optional.ofNullable(first);
    }
}
