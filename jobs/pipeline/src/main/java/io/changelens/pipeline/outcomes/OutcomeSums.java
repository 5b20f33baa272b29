package io.changelens.pipeline.outcomes;

import io.changelens.core.kpi.Micros;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.OutcomeMinute;
import java.time.Instant;

/**
 * A KPI's two sums over some of a minute's events.
 *
 * @param key what they are kept by
 * @param numerator sum above the line, in millionths
 * @param denominator sum below the line, in millionths
 * @param events distinct events counted
 * @param catalogRevision highest catalog revision by which they were read
 * @param first where the first of them stands
 */
public record OutcomeSums(
        OutcomeKey key, long numerator, long denominator, long events, long catalogRevision, RecordPosition first) {

    /** The sums of both. */
    public OutcomeSums plus(OutcomeSums other) {
        return new OutcomeSums(
                key,
                Micros.add(numerator, other.numerator),
                Micros.add(denominator, other.denominator),
                events + other.events,
                Math.max(catalogRevision, other.catalogRevision),
                first);
    }

    /**
     * The sums as they are published.
     *
     * @param preview whether the minute is not over
     */
    public OutcomeMinute toRecord(boolean preview) {
        return new OutcomeMinute(
                key.valueStream(),
                key.kpi(),
                key.service(),
                key.cohort(),
                Instant.ofEpochMilli(key.minute()),
                numerator,
                denominator,
                events,
                catalogRevision,
                preview);
    }
}
