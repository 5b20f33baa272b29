package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.estimator.BlockedTimes.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlockedTimesTest {

    @Property(tries = 300)
    void stepsAreBlockedIfAnIntervalHoldsOneOfThem(@ForAll long seed, @ForAll @IntRange(max = 6) int count) {
        Random random = new Random(seed);
        List<Interval> intervals = new ArrayList<>();
        boolean[] blocked = new boolean[40];
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(blocked.length);
            int to = from + random.nextInt(6);
            intervals.add(new Interval(from, to));
            for (int step = from; step < Math.min(to, blocked.length); step++) {
                blocked[step] = true;
            }
        }
        BlockedTimes times = BlockedTimes.of(intervals);
        for (int from = 0; from < blocked.length; from++) {
            boolean any = false;
            for (int to = from + 1; to <= blocked.length; to++) {
                any |= blocked[to - 1];
                assertThat(times.overlaps(from, to))
                        .as("%s: [%d, %d)", intervals, from, to)
                        .isEqualTo(any);
            }
        }
    }

    @Test
    void anIntervalEndsBeforeItsEnd() {
        BlockedTimes times = BlockedTimes.of(List.of(new Interval(10, 20)));

        assertThat(times.overlaps(0, 10)).isFalse();
        assertThat(times.overlaps(0, 11)).isTrue();
        assertThat(times.overlaps(19, 30)).isTrue();
        assertThat(times.overlaps(20, 30)).isFalse();
    }

    @Test
    void intervalsMayReachBeyondTheSeries() {
        BlockedTimes times = BlockedTimes.of(List.of(new Interval(50, Integer.MAX_VALUE), new Interval(-100, 5)));

        assertThat(times.overlaps(4, 6)).isTrue();
        assertThat(times.overlaps(5, 50)).isFalse();
        assertThat(times.overlaps(1000, 1001)).isTrue();
    }

    @Test
    void nothingIsBlockedByNone() {
        assertThat(BlockedTimes.NONE.overlaps(Integer.MIN_VALUE, Integer.MAX_VALUE))
                .isFalse();
        assertThat(BlockedTimes.of(List.of(new Interval(7, 7))).overlaps(0, 100))
                .isFalse();
    }

    @Test
    void theIntervalsAreKeptAsTheyWereGiven() {
        List<Interval> given = List.of(new Interval(10, 20), new Interval(3, 3), new Interval(5, 12));

        assertThat(BlockedTimes.of(given).intervals()).isEqualTo(given);
    }
}
