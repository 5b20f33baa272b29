package io.changelens.pipeline.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.time.ActivitySpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

class ObserveActivityTest {

    private static final Duration LATENESS = Duration.ofHours(1);
    private static final int LONGEST = 15;

    /**
     * Minutes arrive in random order, some late; the latest span of each minute says what the set of all minutes says: a
     * minute is observed if the neighbouring minutes with activity are at most a quarter of an hour apart.
     */
    @Property(tries = 300)
    void theLatestSpanOfEachMinuteIsWhatTheWholeSetSays(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        TreeSet<Long> active = new TreeSet<>();
        long step = 0;
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            active.add(step);
            step += 1 + random.nextInt(random.nextInt(3) == 0 ? 60 : 4);
        }
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<Integer, Long, ActivitySpan>(
                new KeyedProcessOperator<>(new ObserveActivity(LATENESS)), minute -> 0, Types.INT)) {
            harness.open();
            Latest latest = new Latest(harness);
            List<Long> left = new ArrayList<>(active);
            while (!left.isEmpty()) {
                List<Long> batch = new ArrayList<>(left.subList(0, Math.min(left.size(), 1 + random.nextInt(20))));
                left.removeAll(batch);
                Collections.shuffle(batch, random);
                // A part of the batch is ahead of the watermark, the rest may be late.
                int ahead = random.nextInt(batch.size());
                for (int i = 0; i < batch.size(); i++) {
                    if (i == ahead) {
                        long first = Collections.min(batch.subList(i, batch.size()));
                        harness.processWatermark(Math.min(Collections.max(batch), first + 50) * 60_000L);
                        latest.update();
                    }
                    harness.processElement(batch.get(i) * 60_000L, 0);
                    harness.processElement(batch.get(i) * 60_000L, 0);
                    latest.update();
                }
            }
            harness.processWatermark(active.last() * 60_000L + 60_000L);
            latest.update();

            assertThat(latest.observed).isEqualTo(expected(active));
            harness.processWatermark(active.last() * 60_000L + 3 * LATENESS.toMillis());
            assertThat(harness.numEventTimeTimers()).isZero();
            // The last minute is kept.
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        }
    }

    /** The latest span of each minute. */
    private static final class Latest {
        private final KeyedOneInputStreamOperatorTestHarness<Integer, Long, ActivitySpan> harness;
        private final Map<Long, Boolean> observed = new TreeMap<>();
        private int spans;
        private int revised;

        Latest(KeyedOneInputStreamOperatorTestHarness<Integer, Long, ActivitySpan> harness) {
            this.harness = harness;
        }

        void update() {
            List<ActivitySpan> all = harness.extractOutputValues();
            all.subList(spans, all.size()).forEach(span -> put(observed, span));
            spans = all.size();
            List<ActivitySpan> late = late(harness);
            late.subList(revised, late.size()).forEach(span -> put(observed, span));
            revised = late.size();
        }
    }

    private static List<ActivitySpan> late(
            KeyedOneInputStreamOperatorTestHarness<Integer, Long, ActivitySpan> harness) {
        var late = harness.getSideOutput(ObserveActivity.REVISED);
        return late == null
                ? List.of()
                : late.stream().map(StreamRecord::getValue).toList();
    }

    private static void put(Map<Long, Boolean> latest, ActivitySpan span) {
        if (!span.isOpen()) {
            for (long minute = span.from(); minute < span.until(); minute += 60_000L) {
                latest.put(minute / 60_000L, span.observed());
            }
        }
    }

    private static Map<Long, Boolean> expected(NavigableSet<Long> active) {
        TreeMap<Long, Boolean> expected = new TreeMap<>();
        for (long step = active.first(); step <= active.last(); step++) {
            expected.put(step, active.contains(step) || active.higher(step) - active.lower(step) <= LONGEST);
        }
        return expected;
    }
}
