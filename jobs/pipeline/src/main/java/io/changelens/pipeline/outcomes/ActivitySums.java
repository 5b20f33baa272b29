package io.changelens.pipeline.outcomes;

import io.changelens.core.kpi.Micros;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.LearningActivityEvent;

/**
 * Sums over learning activity from which the sums of every KPI can be taken.
 *
 * @param events number of events
 * @param successes number of events with success
 * @param failures number of events without success
 * @param valueMicros sum of the values, in millionths; integers make the sum independent of the order of addition
 */
public record ActivitySums(long events, long successes, long failures, long valueMicros) {

    /** The sums over no events. */
    public static final ActivitySums NONE = new ActivitySums(0, 0, 0, 0);

    /** Returns these sums with one more event. */
    public ActivitySums plus(LearningActivityEvent event) {
        Boolean success = event.getSuccess();
        Double value = event.getValue();
        return new ActivitySums(
                events + 1,
                successes + (Boolean.TRUE.equals(success) ? 1 : 0),
                failures + (Boolean.FALSE.equals(success) ? 1 : 0),
                value == null ? valueMicros : Micros.add(valueMicros, Micros.of(value)));
    }

    /** Returns the sum for an aggregate of a KPI, in millionths; 0 for null. */
    public long micros(Aggregate aggregate) {
        if (aggregate == null) {
            return 0;
        }
        return switch (aggregate) {
            case COUNT -> Micros.ofCount(events);
            case COUNT_SUCCESS -> Micros.ofCount(successes);
            case COUNT_FAILURE -> Micros.ofCount(failures);
            case SUM_VALUE -> valueMicros;
        };
    }
}
