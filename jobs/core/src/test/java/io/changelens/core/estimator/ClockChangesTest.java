package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.estimator.ClockChanges.ClockChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockChangesTest {

    private static final int DAY = 1440;
    private static final Instant BEGIN = Instant.parse("2025-08-01T00:00:00Z");
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Casablanca");

    private static int step(Instant time) {
        return Math.toIntExact(Duration.between(BEGIN, time).toMinutes());
    }

    /** The same wall time some days earlier, by java.time; that of the hour that is skipped or repeated may be either. */
    @Property(tries = 300)
    void aWallTimeSomeDaysEarlierIsThatOfTheCalendar(
            @ForAll @IntRange(min = 0, max = 4) int zoneAt,
            @ForAll @IntRange(min = 200 * DAY, max = 600 * DAY) int change,
            @ForAll @IntRange(max = 199) int days) {
        ZoneId zone = ZoneId.of(ZONES.get(zoneAt));
        Instant at = BEGIN.plus(Duration.ofMinutes(change));
        ClockChanges clock = ClockChanges.of(zone, BEGIN, at, Duration.ofMinutes(1));
        LocalDateTime wall = at.atZone(zone).toLocalDateTime().minusDays(days);

        int found = clock.inSeries(change - days * DAY);

        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
        if (offsets.size() == 1) {
            assertThat(found).isEqualTo(step(wall.toInstant(offsets.get(0))));
        } else {
            assertThat(Math.abs(found - step(wall.atZone(zone).toInstant()))).isLessThanOrEqualTo(60);
        }
        assertThat(clock.earlier(change, days * DAY)).isEqualTo(found);
    }

    @Test
    void aZoneWithoutSummerTimeHasNone() {
        Instant change = BEGIN.plus(Duration.ofDays(300));

        assertThat(ClockChanges.of(ZoneId.of("UTC"), BEGIN, change, Duration.ofMinutes(1)))
                .isSameAs(ClockChanges.NONE);
        assertThat(ClockChanges.of(ZoneId.of("Asia/Shanghai"), BEGIN, change, Duration.ofMinutes(1)))
                .isSameAs(ClockChanges.NONE);
    }

    @Test
    void aClockChangeAfterTheChangeOrOfLessThanAStepIsNone() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Instant summerEnds = Instant.parse("2025-10-26T01:00:00Z");

        assertThat(ClockChanges.of(zone, BEGIN, summerEnds.minusMillis(1), Duration.ofMinutes(1)))
                .isSameAs(ClockChanges.NONE);
        assertThat(ClockChanges.of(zone, BEGIN, summerEnds, Duration.ofMinutes(1)))
                .isEqualTo(ClockChanges.of(List.of(new ClockChange(step(summerEnds), -60))));
        assertThat(ClockChanges.of(zone, BEGIN, summerEnds, Duration.ofHours(3)))
                .isSameAs(ClockChanges.NONE);
    }

    /** A KPI that follows the wall clock exactly: with the zone, each window is predicted as if the clock were not set. */
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aKpiThatFollowsTheWallClockIsPredicted(int by) {
        int set = 50 * DAY;
        SplittableRandom random = new SplittableRandom(7);
        double[] some = new double[60 * DAY];
        double[] all = new double[some.length];
        for (int i = 0; i < some.length; i++) {
            int wall = i < set ? i : i + 60 * by;
            all[i] = 1000;
            some[i] = 500 + 300 * Math.sin(wall * 2 * Math.PI / DAY) + 10 * random.nextGaussian();
        }
        ClockChanges clock = ClockChanges.of(List.of(new ClockChange(set, 60 * by)));
        int at = 52 * DAY + 400;
        KpiSeries series = KpiSeries.ofMeans(some, all);
        for (int horizon : new int[] {60, 360}) {
            EffectQuestion zoned = new EffectQuestion(at, at, horizon, horizon, DAY, 600, clock);
            EffectEstimate known = EffectEstimator.estimate(series, null, BlockedTimes.NONE, zoned);
            EffectEstimate unknown = EffectEstimator.estimate(
                    series, null, BlockedTimes.NONE, EffectQuestion.complete(at, at, horizon, DAY));

            assertThat(known.insufficient()).isNull();
            assertThat(known.p()).isGreaterThan(EffectEstimator.ALPHA);
            assertThat(Math.abs(known.effect())).isLessThan(0.01);
            assertThat(unknown.insufficient() != null || unknown.p() < 0.001).isTrue();
        }
    }
}
