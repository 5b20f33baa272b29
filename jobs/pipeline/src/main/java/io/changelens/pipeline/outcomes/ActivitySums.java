package io.changelens.pipeline.outcomes;

import io.changelens.core.kpi.Micros;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.LearningActivityEvent;

/**
 * The sums over some activities from which every KPI's can be taken.
 *
 * @param events number of events
 * @param successes number of those that worked
 * @param failures number of those that did not
 * @param valueMicros sum of their values, in millionths, so that any order of addition gives the same
 */
public record ActivitySums(long events, long successes, long failures, long valueMicros) {

    /** The sums of nothing. */
    public static final ActivitySums NONE = new ActivitySums(0, 0, 0, 0);

    /** The sums of these activities and one more. */
    public ActivitySums plus(LearningActivityEvent event) {
        Boolean success = event.getSuccess();
        Double value = event.getValue();
        return new ActivitySums(
                events + 1,
                successes + (Boolean.TRUE.equals(success) ? 1 : 0),
                failures + (Boolean.FALSE.equals(success) ? 1 : 0),
                value == null ? valueMicros : Micros.add(valueMicros, Micros.of(value)));
    }

    /** The sum that a KPI's measure asks for, in millionths; 0 for a null aggregate. */
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
