package io.changelens.pipeline.outcomes;

import io.changelens.core.kpi.Micros;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.LearningActivityEvent;

/**
 * Sums over learning activity from which the sums of every KPI can be taken. An event with a count adds as much as that
 * many single events, except to the number of events.
 *
 * @param events number of events, whatever their counts
 * @param count number of activities: the sum of the events' counts
 * @param successes number of activities with success
 * @param failures number of activities without success
 * @param valueMicros sum of the values, in millionths; integers make the sum independent of the order of addition
 */
public record ActivitySums(long events, long count, long successes, long failures, long valueMicros) {

    /** The sums over no events. */
    public static final ActivitySums NONE = new ActivitySums(0, 0, 0, 0, 0);

    /** Returns these sums with one more event. */
    public ActivitySums plus(LearningActivityEvent event) {
        Double value = event.getValue();
        return new ActivitySums(
                events + 1,
                Micros.add(count, event.getCount()),
                Micros.add(successes, successesOf(event)),
                Micros.add(failures, failuresOf(event)),
                value == null ? valueMicros : Micros.add(valueMicros, Micros.of(value)));
    }

    private static long successesOf(LearningActivityEvent event) {
        if (event.getSuccesses() != null) {
            return event.getSuccesses();
        }
        return Boolean.TRUE.equals(event.getSuccess()) ? event.getCount() : 0;
    }

    private static long failuresOf(LearningActivityEvent event) {
        if (event.getSuccesses() != null) {
            return event.getCount() - event.getSuccesses();
        }
        return Boolean.FALSE.equals(event.getSuccess()) ? event.getCount() : 0;
    }

    /** Returns the sum for an aggregate of a KPI, in millionths; 0 for null. */
    public long micros(Aggregate aggregate) {
        if (aggregate == null) {
            return 0;
        }
        return switch (aggregate) {
            case COUNT -> Micros.ofCount(count);
            case COUNT_SUCCESS -> Micros.ofCount(successes);
            case COUNT_FAILURE -> Micros.ofCount(failures);
            case SUM_VALUE -> valueMicros;
        };
    }
}
