package io.changelens.pipeline.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AvailabilityMinutesTest {

    private static final KpiKey KEY = new KpiKey("learn", "availability");
    private static final int MINUTES = 200;

    private static KeyedTwoInputStreamOperatorTestHarness<KpiKey, KpiSpan, KpiDowntime, OutcomeMinute> harness()
            throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<KpiKey, KpiSpan, KpiDowntime, OutcomeMinute> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new AvailabilityMinutes(Duration.ofDays(1))),
                        KpiSpan::key,
                        KpiDowntime::key,
                        TypeInformation.of(KpiKey.class));
        harness.open();
        return harness;
    }

    private static KpiSpan span(long from, long until) {
        return new KpiSpan(KEY, KpiType.AVAILABILITY, from * 60_000L, until * 60_000L, from < 100 ? 1 : 2);
    }

    private static KpiDowntime downtime(String id, double from, double until, long events) {
        long start = Math.round(from * 60_000L);
        long end = until == Double.POSITIVE_INFINITY ? OpenEnd.TIME : Math.round(until * 60_000L);
        return new KpiDowntime(KEY, id, start, end, events, start);
    }

    /** What a table keeps: of rows with the same key, the one with the most events, of equals the latest. */
    private static Map<Long, String> table(List<OutcomeMinute> rows) {
        Map<Long, OutcomeMinute> kept = new HashMap<>();
        for (OutcomeMinute row : rows) {
            kept.merge(row.getMinute().toEpochMilli() / 60_000L, row, (a, b) -> a.getEvents() > b.getEvents() ? a : b);
        }
        Map<Long, String> table = new TreeMap<>();
        kept.forEach((minute, row) -> table.put(
                minute,
                row.getNumeratorMicros() / 1e6 + "/" + row.getDenominatorMicros() / 1e6 + " by "
                        + row.getCatalogRevision()));
        return table;
    }

    /**
     * Revisions of random incidents arrive at random moments between the minutes: opened, resolved, moved, reopened,
     * downgraded. In the end the table has the availability by the last revision of each.
     */
    @Property(tries = 500)
    void theTableEndsWithWhatTheLastRevisionsSay(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<KpiDowntime> last = new ArrayList<>();
        List<List<KpiDowntime>> revisions = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            List<KpiDowntime> history = new ArrayList<>();
            double from = random.nextInt(MINUTES * 4) / 4.0;
            for (int events = 1 + random.nextInt(4); events > 0; events--) {
                double start = random.nextInt(3) == 0 ? Math.max(0, from - random.nextInt(5)) : from;
                double end = switch (random.nextInt(3)) {
                    case 0 -> Double.POSITIVE_INFINITY;
                    case 1 -> start;
                    default -> start + random.nextInt(160) / 4.0;
                };
                history.add(downtime("INC-" + i, start, end, history.size() + 1));
            }
            revisions.add(history);
            last.add(history.get(history.size() - 1));
        }
        try (var harness = harness()) {
            int minute = 0;
            while (minute < MINUTES || revisions.stream().anyMatch(r -> !r.isEmpty())) {
                if (minute < MINUTES && random.nextBoolean()) {
                    int until = Math.min(MINUTES, minute + 1 + random.nextInt(20));
                    until = minute < 100 ? Math.min(100, until) : until;
                    harness.processElement1(span(minute, until), 0);
                    minute = until;
                } else if (!revisions.isEmpty()) {
                    List<KpiDowntime> history = revisions.get(random.nextInt(revisions.size()));
                    if (!history.isEmpty()) {
                        harness.processElement2(history.remove(0), 0);
                    }
                }
            }

            assertThat(table(harness.extractOutputValues())).isEqualTo(expected(last));
            harness.processBothWatermarks(
                    new Watermark((MINUTES + 10) * 60_000L + Duration.ofDays(1).toMillis()));
            assertThat(harness.numEventTimeTimers()).isZero();
            // The spans of the two catalog revisions are all that is kept.
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        }
    }

    private static Map<Long, String> expected(List<KpiDowntime> last) {
        Map<Long, String> table = new TreeMap<>();
        for (long minute = 0; minute < MINUTES; minute++) {
            double value = 1;
            for (KpiDowntime d : last) {
                boolean before = d.until() <= minute * 60_000L;
                boolean after = d.from() >= (minute + 1) * 60_000L;
                value = d.from() == d.until() || before || after ? value : 0;
            }
            table.put(minute, value + "/1.0 by " + (minute < 100 ? 1 : 2));
        }
        return table;
    }

    @Test
    void anOpenIncidentMakesTheMinutesToComeUnavailableUntilItIsResolved() throws Exception {
        try (var harness = harness()) {
            harness.processElement1(span(0, 1), 0);
            harness.processElement2(downtime("INC-1", 1.5, Double.POSITIVE_INFINITY, 1), 0);
            harness.processElement1(span(1, 2), 0);
            harness.processElement1(span(2, 3), 0);
            harness.processElement1(span(3, 4), 0);
            harness.processElement2(downtime("INC-1", 1.5, 2.5, 2), 0);
            harness.processElement1(span(4, 5), 0);

            assertThat(table(harness.extractOutputValues()).values())
                    .containsExactly("1.0/1.0 by 1", "0.0/1.0 by 1", "0.0/1.0 by 1", "1.0/1.0 by 1", "1.0/1.0 by 1");
        }
    }
}
