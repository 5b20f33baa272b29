package io.changelens.pipeline.outcomes;

import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.LearningActivityEvent;

/**
 * Sums over the learning activity that one subtask has seen.
 *
 * @param key key of the sums
 * @param sums the sums
 * @param first position of the first of the events, so that sums can be traced to their source
 */
public record PartialSums(ActivityKey key, ActivitySums sums, RecordPosition first) {

    /** Returns these sums with one more event. */
    PartialSums plus(LearningActivityEvent event) {
        return new PartialSums(key, sums.plus(event), first);
    }
}
