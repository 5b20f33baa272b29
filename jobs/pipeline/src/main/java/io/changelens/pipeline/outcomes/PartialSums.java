package io.changelens.pipeline.outcomes;

import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.schemas.LearningActivityEvent;

/**
 * Sums over activities that one subtask has seen.
 *
 * @param key what they have in common
 * @param sums the sums
 * @param first where the first of them stands, so that sums can be traced to their source
 */
public record PartialSums(ActivityKey key, ActivitySums sums, RecordPosition first) {

    /** These sums and one more activity. */
    PartialSums plus(LearningActivityEvent event) {
        return new PartialSums(key, sums.plus(event), first);
    }
}
