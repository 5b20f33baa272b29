package io.changelens.core.rules;

import io.changelens.core.rules.EventRules.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Checks one record and keeps the first rule that it breaks. Each method returns this object, for chaining. */
public final class RuleChecks {

    private Violation first;

    /**
     * Checks a condition.
     *
     * @param holds whether the rule is kept
     * @param rule name of the rule
     * @param detail what was found, for people
     */
    public RuleChecks that(boolean holds, String rule, String detail) {
        if (!holds && first == null) {
            first = new Violation(rule, detail);
        }
        return this;
    }

    /** Checks the record's own id in a field: not blank ({@code empty-id}) and not too long ({@code long-id}). */
    public RuleChecks id(String field, String value) {
        return that(!value.isBlank(), "empty-id", field + " is empty").reference(field, value);
    }

    /** Checks ids of other things in a field, as {@link #reference} does. */
    public RuleChecks references(String field, List<String> values) {
        values.forEach(value -> reference(field, value));
        return this;
    }

    /**
     * Checks the id of another thing: at most {@link EventRules#MAX_ID_LENGTH} characters ({@code long-id}), as ids
     * derived from it must fit into a record too.
     *
     * @param field name of the field
     * @param value the id; null when there is none
     */
    public RuleChecks reference(String field, String value) {
        if (first != null || value == null) {
            return this;
        }
        return that(
                value.length() <= EventRules.MAX_ID_LENGTH,
                "long-id",
                field + " has " + value.length() + " characters, more than " + EventRules.MAX_ID_LENGTH);
    }

    /**
     * Checks the event time: from {@link EventRules#EARLIEST} to before {@link EventRules#LATEST}
     * ({@code implausible-time}) and at most {@link EventRules#MAX_LEAD} after the publication ({@code future-time}).
     *
     * @param occurredAt the event time
     * @param publishedAt timestamp of the Kafka record, epoch milliseconds
     */
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

    /**
     * Checks a time other than the event time: from {@link EventRules#FIRST_TIME} to {@link EventRules#LAST_TIME}
     * ({@code implausible-time}).
     *
     * @param field name of the field
     * @param time the time; null when it is not known
     */
    public RuleChecks time(String field, Instant time) {
        if (first == null
                && time != null
                && (time.isBefore(EventRules.FIRST_TIME) || time.isAfter(EventRules.LAST_TIME))) {
            return that(false, "implausible-time", field + " is " + time);
        }
        return this;
    }

    /** Checks a revision: 1 to {@link EventRules#MAX_REVISION} ({@code bad-revision}). */
    public RuleChecks revision(String field, long revision) {
        return that(revision >= 1 && revision <= EventRules.MAX_REVISION, "bad-revision", field + " is " + revision);
    }

    /**
     * Checks that an interval does not end before it starts ({@code end-before-start}).
     *
     * @param name name of the interval
     * @param start its start; null when it is not known
     * @param end its end; null when it is not known
     */
    public RuleChecks interval(String name, Instant start, Instant end) {
        if (first == null && start != null && end != null && end.isBefore(start)) {
            return that(false, "end-before-start", name + " interval runs from " + start + " to " + end);
        }
        return this;
    }

    /**
     * Checks the names of fields that are cleared: optional fields of the record ({@code unknown-field}).
     *
     * @param schema schema of the record
     * @param names names of fields
     */
    public RuleChecks cleared(Schema schema, List<String> names) {
        for (String name : names) {
            Schema.Field field = schema.getField(name);
            that(
                    field != null && field.hasDefaultValue() && !name.equals("cleared"),
                    "unknown-field",
                    "cleared names " + name + ", which is no optional field");
        }
        return this;
    }

    /** The first rule that was broken; empty if none was. */
    public Optional<Violation> first() {
        return Optional.ofNullable(first);
    }
}
