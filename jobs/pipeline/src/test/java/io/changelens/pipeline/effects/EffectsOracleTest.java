package io.changelens.pipeline.effects;

import static io.changelens.pipeline.effects.EffectsFixture.BEGIN;
import static io.changelens.pipeline.effects.EffectsFixture.DAY;
import static io.changelens.pipeline.effects.EffectsFixture.HOUR;
import static io.changelens.pipeline.effects.EffectsFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Intervention;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.OutcomeMinute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measuring and judging streams that come in any order, beside the estimator asked once about everything. */
class EffectsOracleTest {

    private static final long END = EffectsFixture.LIVE + 2 * DAY;
    private static final long MAX_DELAY = 50 * MINUTE;
    private static final double CLOSE = 1e-9;

    /** Something that arrives: an outcome or an intervention. */
    private record Arrival(long at, OutcomeMinute outcome, Intervention intervention) {}

    /** What happened, whatever the order in which it is told. */
    private record World(List<OutcomeMinute> outcomes, List<Intervention> interventions) {

        static World of(long seed) {
            Random random = new Random(seed);
            List<OutcomeMinute> outcomes = EffectsFixture.outcomes(seed, BEGIN, END);
            outcomes.removeIf(o -> random.nextInt(10) == 0);
            for (OutcomeMinute o : List.copyOf(outcomes)) {
                if (random.nextInt(4) == 0) {
                    outcomes.add(EffectsFixture.outcome(
                            o.getService(),
                            o.getCohort(),
                            o.getMinute().toEpochMilli(),
                            o.getNumeratorMicros() / 1_000_000,
                            o.getEvents() + 1 + random.nextInt(5)));
                }
            }
            List<Intervention> interventions = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                long live = EffectsFixture.LIVE + random.nextInt(24 * 60) * MINUTE;
                String[] cohorts = random.nextInt(3) == 0 ? new String[] {"a"} : new String[0];
                interventions.add(EffectsFixture.change("CH-" + i, live, cohorts));
                long from = BEGIN + random.nextInt(22 * 24 * 60) * MINUTE;
                interventions.add(EffectsFixture.incident("INC-" + i, 1, from, OpenEnd.TIME));
                interventions.add(EffectsFixture.incident("INC-" + i, 2, from, from + HOUR));
            }
            return new World(outcomes, interventions);
        }

        /** All of it, each with a delay; what replaces something comes after it. */
        List<Arrival> arrivals(long seed) {
            Random random = new Random(seed);
            List<Arrival> arrivals = new ArrayList<>();
            for (OutcomeMinute o : outcomes) {
                long at = o.getMinute().toEpochMilli() + MINUTE + random.nextInt((int) MAX_DELAY);
                arrivals.add(new Arrival(at, o, null));
            }
            for (Intervention i : interventions) {
                long known = i.revision() == 1 ? i.from() : Math.max(i.live(), i.from() + MAX_DELAY);
                arrivals.add(new Arrival(known + random.nextInt((int) MAX_DELAY), null, i));
            }
            arrivals.sort(Comparator.comparingLong(Arrival::at));
            return arrivals;
        }
    }

    private static List<AdjustedEffect> run(List<Arrival> arrivals) throws Exception {
        try (EffectsHarness measure = new EffectsHarness();
                KeyedOneInputStreamOperatorTestHarness<String, Effect, AdjustedEffect> adjust =
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                new KeyedProcessOperator<>(new AdjustFamily()), Effect::changeId, Types.STRING)) {
            measure.open();
            adjust.open();
            long watermark = BEGIN;
            for (Arrival arrival : arrivals) {
                if (arrival.at() > watermark + MINUTE) {
                    watermark = arrival.at();
                    measure.watermark(watermark);
                }
                if (arrival.outcome() != null) {
                    measure.count(arrival.outcome());
                } else {
                    measure.tell(arrival.intervention());
                }
            }
            measure.watermark(Long.MAX_VALUE);
            for (Effect effect : measure.extractOutputValues()) {
                adjust.processElement(effect, 0);
            }
            adjust.processWatermark(Watermark.MAX_WATERMARK);
            return adjust.extractOutputValues();
        }
    }

    /** As the table keeps them. */
    private static Map<String, AdjustedEffect> table(List<AdjustedEffect> rows) {
        Map<String, AdjustedEffect> table = new TreeMap<>();
        for (AdjustedEffect row : rows) {
            table.merge(
                    row.effect().changeId() + " " + row.effect().horizonSeconds(),
                    row,
                    (a, b) -> b.revision() >= a.revision() ? b : a);
        }
        return table;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLastRowsEqualOneEstimateOverEverything(long seed) throws Exception {
        World world = World.of(seed);
        Map<String, AdjustedEffect> table = table(run(world.arrivals(seed)));

        assertThat(table).hasSize(10);
        assertThat(table.values().stream().filter(AdjustedEffect::headline))
                .extracting(row -> row.effect().changeId())
                .as("one headline per change")
                .doesNotHaveDuplicates()
                .hasSize(5);
        for (AdjustedEffect row : table.values()) {
            Effect effect = row.effect();
            EffectEstimate expected = expected(world, effect);
            assertThat(effect.status()).isNotEqualTo(EffectStatus.PROVISIONAL);
            assertThat(effect.estimate().insufficient()).isEqualTo(expected.insufficient());
            assertThat(effect.estimate().effect()).isCloseTo(expected.effect(), within(CLOSE));
            assertThat(effect.estimate().low()).isCloseTo(expected.low(), within(CLOSE));
            assertThat(effect.estimate().high()).isCloseTo(expected.high(), within(CLOSE));
            assertThat(effect.estimate().p()).isCloseTo(expected.p(), within(CLOSE));
            assertThat(effect.estimate().observed()).isCloseTo(expected.observed(), within(CLOSE));
            assertThat(effect.estimate().expected()).isCloseTo(expected.expected(), within(CLOSE));
            assertThat(effect.estimate().placebos()).isEqualTo(expected.placebos());
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    private static EffectEstimate expected(World world, Effect effect) {
        int horizon = (int) (effect.horizonSeconds() / 60);
        long begin = effect.live() - 21 * DAY;
        int end = 21 * 1440 + horizon;
        List<Interval> changes = new ArrayList<>();
        List<Interval> rest = new ArrayList<>();
        for (Intervention i : world.interventions()) {
            boolean change = i.kind() == Intervention.Kind.CHANGE;
            if (i.revision() == 1 || i.id().equals(effect.changeId())) {
                continue;
            }
            long until = change ? i.live() + horizon * MINUTE : i.until();
            int from = (int) Math.max(0, (i.from() - begin) / MINUTE);
            int to = (int) Math.min(end, (until - begin) / MINUTE);
            if (i.from() < begin + end * MINUTE && until > begin) {
                (change ? changes : rest).add(new Interval(from, to));
            }
        }
        return new SlowEffects(world.outcomes(), effect.live())
                .avoiding(horizon, changes, rest, effect.exposure().cohorts().toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aReplayGivesTheSameRowsAndAnotherOrderTheSameLastOnes(long seed) throws Exception {
        World world = World.of(seed);
        List<AdjustedEffect> rows = run(world.arrivals(seed));

        assertThat(run(world.arrivals(seed))).isEqualTo(rows);
        assertThat(withoutMaturity(run(world.arrivals(seed + 100)))).isEqualTo(withoutMaturity(rows));
    }

    /** Whether figures were final before something came late is a matter of the order. */
    private static Map<String, AdjustedEffect> withoutMaturity(List<AdjustedEffect> rows) {
        Map<String, AdjustedEffect> table = table(rows);
        table.replaceAll((name, row) -> new AdjustedEffect(
                row.effect().with(EffectStatus.FINAL),
                row.pAdjusted(),
                row.interval(),
                row.family(),
                row.verdict(),
                row.headline(),
                row.revision()));
        return table;
    }
}
