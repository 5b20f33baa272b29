package io.changelens.pipeline.outcomes;

import io.changelens.core.kpi.Ratio;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.OutcomeMinute;
import java.time.Instant;

/**
 * Sums of a KPI over some events of a minute.
 *
 * @param key key of the sums
 * @param ratio numerator and denominator of the KPI, in millionths
 * @param events number of distinct events counted
 * @param catalogRevision lowest catalog revision that was applied, so that a sum is outdated as soon as a part of it is
 * @param first position of the first of the events
 */
public record OutcomeSums(OutcomeKey key, Ratio ratio, long events, long catalogRevision, RecordPosition first) {

    /** Returns the sums over the events of both. */
    public OutcomeSums plus(OutcomeSums other) {
        return new OutcomeSums(
                key,
                ratio.plus(other.ratio),
                events + other.events,
                Math.min(catalogRevision, other.catalogRevision),
                first);
    }

    /**
     * Returns the sums as a record of the topic {@code outcomes}.
     *
     * @param preview whether the minute has not ended
     */
    public OutcomeMinute toRecord(boolean preview) {
        return new OutcomeMinute(
                key.valueStream(),
                key.kpi(),
                key.service(),
                key.cohort(),
                Instant.ofEpochMilli(key.minute()),
                ratio.numerator(),
                ratio.denominator(),
                events,
                catalogRevision,
                preview);
    }
}
