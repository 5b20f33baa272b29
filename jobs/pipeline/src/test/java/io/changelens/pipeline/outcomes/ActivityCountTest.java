package io.changelens.pipeline.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.rules.EventRules;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.LearningActivityEvent;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** An event with a count adds as much as that many single events. */
class ActivityCountTest {

    /** Values in eighths, whose sums of doubles are exact. */
    @Property(tries = 300)
    void anEventWithACountEqualsThatManySingleOnes(
            @ForAll @Size(max = 200) List<@IntRange(min = -8_000, max = 800_000) Integer> eighths,
            @ForAll @IntRange(max = 200) int upTo) {
        int successes = Math.min(upTo, eighths.size());
        ActivitySums single = ActivitySums.NONE;
        double sum = 0;
        for (int i = 0; i < eighths.size(); i++) {
            sum += eighths.get(i) / 8.0;
            single = single.plus(event(1).setSuccess(i < successes)
                    .setValue(eighths.get(i) / 8.0)
                    .build());
        }
        ActivitySums batch = ActivitySums.NONE.plus(event(eighths.size())
                .setSuccesses((long) successes)
                .setValue(sum)
                .build());

        assertSameKpis(batch, single);
        assertThat(batch.events()).isEqualTo(1);
    }

    @Property(tries = 100)
    void successOfAnEventWithACountIsThatOfAll(
            @ForAll @IntRange(max = 200) int count, @ForAll boolean known, @ForAll boolean success) {
        Boolean outcome = known ? success : null;
        ActivitySums single = ActivitySums.NONE;
        for (int i = 0; i < count; i++) {
            single = single.plus(event(1).setSuccess(outcome).build());
        }

        assertSameKpis(ActivitySums.NONE.plus(event(count).setSuccess(outcome).build()), single);
    }

    @Example
    void sumsOfTheLargestCountsAndValuesStayAtTheBound() {
        LearningActivityEvent largest = event(EventRules.MAX_COUNT)
                .setSuccess(true)
                .setValue(EventRules.MAX_VALUE)
                .build();
        ActivitySums sums = ActivitySums.NONE;
        for (int i = 0; i < 9_223; i++) {
            sums = sums.plus(largest);
        }
        assertThat(sums.micros(Aggregate.COUNT)).isEqualTo(9_223_000_000_000_000_000L);
        assertThat(sums.micros(Aggregate.SUM_VALUE)).isEqualTo(9_223_000_000_000_000_000L);

        sums = sums.plus(largest);
        assertThat(sums.micros(Aggregate.COUNT)).isEqualTo(Long.MAX_VALUE);
        assertThat(sums.micros(Aggregate.COUNT_SUCCESS)).isEqualTo(Long.MAX_VALUE);
        assertThat(sums.micros(Aggregate.COUNT_FAILURE)).isZero();
        assertThat(sums.micros(Aggregate.SUM_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    private static void assertSameKpis(ActivitySums batch, ActivitySums single) {
        for (Aggregate aggregate : Aggregate.values()) {
            assertThat(batch.micros(aggregate)).as(aggregate.name()).isEqualTo(single.micros(aggregate));
        }
    }

    private static LearningActivityEvent.Builder event(long count) {
        return LearningActivityEvent.newBuilder(Activities.event("e", 0))
                .setSuccess(null)
                .setValue(null)
                .setCount(count);
    }
}
