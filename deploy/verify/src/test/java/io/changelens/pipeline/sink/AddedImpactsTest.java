package io.changelens.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Exposure;
import io.changelens.core.effect.TestFamily;
import io.changelens.core.estimator.BlockedTimes;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimator;
import io.changelens.core.estimator.EffectQuestion;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.Direction;
import io.changelens.verify.stack.ClickHouseFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What the changes of a time add up to, where none has an effect: the interval of the sum contains 0 in about 95 % of KPIs,
 * whether the exposed times overlap or lie apart. The changes of a KPI share its history, so their estimates depend on
 * each other.
 */
class AddedImpactsTest {

    private static final int KPIS = 120;
    private static final int DAY = 24;
    private static final int STEPS = 14 * 7 * DAY;
    private static final int EARLIEST = 5 * 7 * DAY;
    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @AfterAll
    static void clear() throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        for (String table : List.of("change_effects", "change_results", "change_results_touched")) {
            clickHouse.query(
                    clickHouse.credentials().admin(), "TRUNCATE TABLE " + table, Map.of("max_table_size_to_drop", "0"));
        }
    }

    /** Hourly amounts with a rhythm by day and week, and noise that persists. */
    private static double[] amounts(Random random) {
        double[] amounts = new double[STEPS];
        double noise = 0;
        for (int i = 0; i < STEPS; i++) {
            noise = 0.8 * noise + 0.06 * random.nextGaussian();
            double week = i / DAY % 7 >= 5 ? -0.4 : 0;
            amounts[i] = 500 * Math.exp(0.7 * Math.sin(2 * Math.PI * i / DAY) + week + noise);
        }
        return amounts;
    }

    private static Effect effect(String kpi, int change, int at, int horizon, double[] amounts) {
        KpiSeries series = KpiSeries.ofValues(Arrays.copyOf(amounts, at + horizon));
        EffectEstimate estimate = EffectEstimator.estimate(
                series, null, BlockedTimes.NONE, EffectQuestion.complete(at, at, horizon, DAY));
        long live = BEGIN.toEpochMilli() + at * HOUR;
        return new Effect(
                kpi + "-" + change,
                new KpiKey("learn", kpi),
                horizon * 3600L,
                new Exposure(
                        "web",
                        "NORMAL",
                        "team",
                        "SUCCEEDED",
                        List.of(),
                        Direction.HIGHER_IS_BETTER,
                        0.03,
                        KpiType.VOLUME,
                        "UTC",
                        List.of("learn"),
                        1),
                live,
                live,
                live + horizon * HOUR,
                OpenEnd.TIME,
                EffectStatus.FINAL,
                estimate,
                List.of(),
                0,
                live + 10L * DAY * HOUR,
                1);
    }

    private static double covered(String world, int changes, int horizon, int apart) throws Exception {
        Random random = new Random(world.hashCode());
        List<AdjustedEffect> rows = new ArrayList<>();
        for (int k = 0; k < KPIS; k++) {
            String kpi = world + k;
            double[] amounts = amounts(random);
            int at = EARLIEST + random.nextInt(7 * DAY);
            for (int change = 0; change < changes; change++) {
                rows.addAll(TestFamily.judge(List.of(effect(kpi, change, at, horizon, amounts))));
                at += apart + random.nextInt(apart);
            }
        }
        WrittenRows.insert(EffectTables.CHANGE_EFFECTS, rows);
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        int covered = 0;
        for (int k = 0; k < KPIS; k++) {
            String[] sum = clickHouse
                    .query(
                            clickHouse.credentials().reader(),
                            "SELECT impact_low <= 0 AND impact_high >= 0, changes FROM added_impacts(kpi = '" + world
                                    + k
                                    + "', unit = 'value_stream', from = '2026-01-01 00:00:00', to = '2027-01-01"
                                    + " 00:00:00')",
                            Map.of())
                    .strip()
                    .split("\t", -1);
            // A few have no estimate, where the KPI has been noisier of late.
            assertThat(Integer.parseInt(sum[1])).isBetween(changes / 2, changes);
            covered += Integer.parseInt(sum[0]);
        }
        double share = (double) covered / KPIS;
        System.out.printf(
                Locale.ROOT,
                "%d changes over %d h, %d to %d h apart: %.1f %% of sums cover 0%n",
                changes,
                horizon,
                apart,
                2 * apart,
                100 * share);
        return share;
    }

    @Test
    void sumsOfChangesWithoutAnEffectCoverNothing() throws Exception {
        assertThat(covered("apart", 8, 24, 60)).isBetween(0.92, 0.995);
        assertThat(covered("touching", 8, 24, 24)).isBetween(0.92, 0.995);
        assertThat(covered("brief", 20, 6, 30)).isBetween(0.92, 0.995);
    }

    @Test
    void sumsOfChangesThatOverlapCoverNothingMoreOften() throws Exception {
        assertThat(covered("overlapping", 8, 24, 9)).isBetween(0.94, 1.0);
    }
}
