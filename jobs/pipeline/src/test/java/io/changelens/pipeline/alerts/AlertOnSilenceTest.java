package io.changelens.pipeline.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.SettingsFixture;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

class AlertOnSilenceTest {

    private static final long MINUTE = 60_000;
    private static final Settings SETTINGS = SettingsFixture.with(Duration.ofHours(1));
    private static final long SILENCE = SETTINGS.alerts().silence().toMillis();

    /**
     * Each minute arrives before the watermark passes it, at a random earlier point, in random order and possibly twice;
     * the watermark advances in steps of random size, from a minute to all at once.
     */
    @Property(tries = 300)
    void alertsDoNotDependOnHowFastHistoryIsRead(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int minutes)
            throws Exception {
        Random random = new Random(seed);
        TreeSet<Long> active = new TreeSet<>();
        long time = random.nextInt(10) * MINUTE;
        for (int i = 0; i < minutes; i++) {
            active.add(time);
            time += (1 + random.nextInt(random.nextInt(3) == 0 ? 1200 : 5)) * MINUTE;
        }
        long end = time + random.nextInt(600) * MINUTE;
        List<Long> marks = new ArrayList<>(List.of(end));
        for (int i = random.nextInt(30); i > 0; i--) {
            marks.add((long) (random.nextDouble() * end));
        }
        Collections.sort(marks);

        assertThat(alerts(deliveries(active, marks, random), marks)).isEqualTo(expected(active, end));
    }

    private static List<List<Long>> deliveries(NavigableSet<Long> active, List<Long> marks, Random random) {
        List<List<Long>> before = new ArrayList<>();
        marks.forEach(mark -> before.add(new ArrayList<>()));
        for (long minute : active) {
            int deadline = 0;
            while (marks.get(deadline) < minute) {
                deadline++;
            }
            for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
                before.get(random.nextInt(deadline + 1)).add(minute);
            }
        }
        before.forEach(minutes -> Collections.shuffle(minutes, random));
        return before;
    }

    private static List<String> alerts(List<List<Long>> deliveries, List<Long> marks) throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<String, OutcomeMinute, ChangeAlert>(
                new KeyedProcessOperator<>(new AlertOnSilence(SETTINGS.alerts(), SETTINGS.retention())),
                OutcomeMinute::getValueStream,
                Types.STRING)) {
            harness.open();
            for (int i = 0; i < marks.size(); i++) {
                for (long minute : deliveries.get(i)) {
                    harness.processElement(minute(minute), minute);
                }
                harness.processWatermark(marks.get(i));
            }
            List<String> news = harness.getSideOutput(AlertFunction.NEWS) == null
                    ? List.of()
                    : harness.getSideOutput(AlertFunction.NEWS).stream()
                            .map(StreamRecord::getValue)
                            .map(AlertOnSilenceTest::described)
                            .toList();
            List<String> rows = harness.extractOutputValues().stream()
                    .map(AlertOnSilenceTest::described)
                    .toList();
            assertThat(news).isEqualTo(rows);
            return rows;
        }
    }

    private static String described(ChangeAlert alert) {
        return alert.getState() + " " + alert.getRaisedAt().toEpochMilli() + " at " + alert.getRevision();
    }

    /** A silence is what lies between two neighbouring minutes with activity, or after the last one. */
    private static List<String> expected(NavigableSet<Long> active, long end) {
        List<String> alerts = new ArrayList<>();
        for (long minute : active) {
            Long next = active.higher(minute);
            long due = minute + SILENCE;
            if (next == null ? due <= end : next - minute > SILENCE) {
                alerts.add("RAISED " + due + " at " + due);
                if (next != null) {
                    alerts.add("CLEARED " + due + " at " + next);
                }
            }
        }
        return alerts;
    }

    private static OutcomeMinute minute(long time) {
        return new OutcomeMinute(
                "learn", "success", "player", "all", Instant.ofEpochMilli(time), 1L, 1L, 1L, 1L, false);
    }
}
