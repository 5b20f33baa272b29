package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.time.Minute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Hours close one after the other, with readings in between, as in a night without activity and in a busy hour. */
class ClosedTotalsTest {

    private static final long BEGIN = 1_767_225_600_000L;
    private static final int HOURS = 40;
    private static final int OPEN_HOURS = 3;

    private static KpiHour hour(Random random) {
        KpiHour hour = KpiHour.empty();
        for (int i = 0; i < KpiHour.MINUTES; i++) {
            hour.numerators()[i] = random.nextInt(100);
            hour.denominators()[i] = random.nextInt(3) * 100L;
            hour.events()[i] = random.nextInt(5);
        }
        return hour;
    }

    /** An hour as far as it is known at a time. */
    private static KpiHour until(KpiHour hour, long start, long now) {
        KpiHour known = KpiHour.empty();
        int minutes = (int) Math.max(0, Math.min(KpiHour.MINUTES, Minute.between(start, now)));
        System.arraycopy(hour.numerators(), 0, known.numerators(), 0, minutes);
        System.arraycopy(hour.denominators(), 0, known.denominators(), 0, minutes);
        System.arraycopy(hour.events(), 0, known.events(), 0, minutes);
        return known;
    }

    @Property(tries = 300)
    void aReadingIsTheSumOfTheHours(@ForAll long seed) {
        Random random = new Random(seed);
        TreeMap<Long, KpiHour> all = new TreeMap<>();
        boolean active = true;
        for (int h = 0; h < HOURS; h++) {
            active = random.nextInt(4) == 0 ? !active : active;
            if (active) {
                all.put(BEGIN + h * KpiHour.MILLIS, hour(random));
            }
        }
        int known = random.nextInt(HOURS);
        long closed = BEGIN + known * KpiHour.MILLIS;
        ClosedTotals totals = new ClosedTotals(BEGIN, all.headMap(closed));
        for (int h = known; h < HOURS; h++) {
            int readings = random.nextInt(3);
            long now = closed + OPEN_HOURS * KpiHour.MILLIS;
            for (int i = 0; i < readings; i++) {
                now += random.nextInt(20) * 60_000L;
                SortedMap<Long, KpiHour> open = new TreeMap<>();
                long at = now;
                all.subMap(closed, now).forEach((start, hour) -> open.put(start, until(hour, start, at)));
                long from = BEGIN + random.nextInt(60) * 60_000L;
                assertSame(totals.read(from, now, open), all, from, now);
            }
            long next = closed + KpiHour.MILLIS;
            if (all.containsKey(closed)) {
                assertThat(closed).isGreaterThanOrEqualTo(totals.end());
                totals.close(new TreeMap<>(Map.of(closed, all.get(closed))));
            }
            closed = next;
        }
    }

    private static void assertSame(KpiSums found, SortedMap<Long, KpiHour> all, long from, long until) {
        SeriesBuilder slow = new SeriesBuilder(from, until, List.of());
        all.forEach((start, hour) -> slow.add("", start, hour));
        KpiSums expected = slow.sums();
        assertThat(found.events()).isEqualTo(expected.events());
        assertThat(found.negative()).isEqualTo(expected.negative());
        assertThat(minutes(found.treated())).isEqualTo(minutes(expected.treated()));
    }

    private static List<String> minutes(KpiSeries series) {
        String[] minutes = new String[series.length()];
        Arrays.setAll(minutes, i -> series.numerator(i, i + 1) + "/" + series.denominator(i, i + 1));
        return List.of(minutes);
    }
}
