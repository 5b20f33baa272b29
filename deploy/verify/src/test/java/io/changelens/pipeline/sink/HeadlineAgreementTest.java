package io.changelens.pipeline.sink;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.cli.Cookbook;
import io.changelens.core.catalog.KpiType;
import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Exposure;
import io.changelens.core.effect.HeadlineHorizon;
import io.changelens.core.effect.Verdict;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.pipeline.alerts.AlertTopology;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.effects.AdjustFamily;
import io.changelens.schemas.AlertState;
import io.changelens.schemas.ChangeAlert;
import io.changelens.schemas.Direction;
import io.changelens.verify.stack.ClickHouseFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Alerts, views, the page, the cookbook and the migration of old rows name the same horizon for each KPI of a change. Effects
 * are generated, go through the effects job's last operators, and are read from a real ClickHouse.
 *
 * <p>One file: all readers are asked about one set of generated effects.
 */
class HeadlineAgreementTest {

    private static final long SEED = 5;
    private static final int CHANGES = 60;
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
    private static final long[] HORIZONS = {900, 3600, 21_600, 86_400, 604_800};
    private static final String HORIZON_OF = "concat_ws('|', change_id, value_stream, kpi, toString(horizon_seconds))";

    private static final Random RANDOM = new Random(SEED);
    private static Collection<AdjustedEffect> latest;
    private static List<AdjustedEffect> headlines;
    private static Collection<ChangeAlert> alerts;

    private static Effect effect(int change, String kpi, long horizon, boolean isFinal, long revision) {
        boolean insufficient = RANDOM.nextInt(6) == 0;
        double size = 0.05 * RANDOM.nextGaussian();
        double margin = 0.01 + 0.06 * RANDOM.nextDouble();
        double p = Math.abs(size) > margin ? 0.001 * RANDOM.nextDouble() : 0.1 + 0.9 * RANDOM.nextDouble();
        Direction direction = kpi.equals("b") ? Direction.LOWER_IS_BETTER : Direction.HIGHER_IS_BETTER;
        Instant live = BEGIN.plusSeconds(86_400L * change);
        // A rollback cuts the windows of some.
        long window = Math.min(horizon, change % 4 == 0 ? 5_000 : Long.MAX_VALUE);
        long observed = isFinal ? window : window * (1 + RANDOM.nextInt(7)) / 8;
        return new Effect(
                "CH-" + change,
                new KpiKey("learn", kpi),
                horizon,
                new Exposure(
                        "player",
                        "NORMAL",
                        "team",
                        "SUCCEEDED",
                        List.of(),
                        direction,
                        0.03,
                        KpiType.RATIO,
                        "UTC",
                        List.of("learn"),
                        1),
                live.toEpochMilli(),
                live.toEpochMilli(),
                live.plusSeconds(observed).toEpochMilli(),
                OpenEnd.TIME,
                !isFinal
                        ? EffectStatus.PROVISIONAL
                        : RANDOM.nextInt(4) == 0 ? EffectStatus.REVISED : EffectStatus.FINAL,
                insufficient
                        ? EffectEstimate.insufficient(Insufficient.FEW_PLACEBOS.with())
                        : new EffectEstimate(
                                null,
                                List.of(EstimationStep.PLACEBO_REGRESSION),
                                99,
                                new Levels(0.5, 0.5 * (1 + size)),
                                new Difference(size, size - margin, size + margin, p),
                                new Sums(50, 100)),
                List.of(),
                0,
                live.plusSeconds(2_000_000).toEpochMilli(),
                revision);
    }

    /** Two rows of most effects, in any order, as after a replay; the later one may still be provisional. */
    private static List<Effect> arrivals() {
        List<Effect> effects = new ArrayList<>();
        for (int change = 0; change < CHANGES; change++) {
            for (String kpi : List.of("a", "b", "c")) {
                int known = 1 + RANDOM.nextInt(HORIZONS.length);
                for (int i = 0; i < known; i++) {
                    effects.add(effect(change, kpi, HORIZONS[i], false, 1));
                    effects.add(effect(change, kpi, HORIZONS[i], i < known - 1 || RANDOM.nextBoolean(), 2));
                }
            }
        }
        Collections.shuffle(effects, RANDOM);
        return effects;
    }

    private static <T> List<T> collected(Function<DataStream<AdjustedEffect>, DataStream<T>> of, List<Effect> effects)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        DataStream<AdjustedEffect> rows = env.fromData(effects, TypeInformation.of(Effect.class))
                .keyBy(Effect::changeId, Types.STRING)
                .process(new AdjustFamily(), TypeInformation.of(AdjustedEffect.class));
        List<T> all = new ArrayList<>();
        try (CloseableIterator<T> iterator = of.apply(rows).executeAndCollect()) {
            iterator.forEachRemaining(all::add);
        }
        return all;
    }

    private static <T> Collection<T> last(List<T> rows, Function<T, String> key, Function<T, Long> revision) {
        BinaryOperator<T> newer = (a, b) -> revision.apply(b) >= revision.apply(a) ? b : a;
        return rows.stream().collect(toMap(key, row -> row, newer)).values();
    }

    @BeforeAll
    static void fill() throws Exception {
        List<Effect> effects = arrivals();
        List<AdjustedEffect> rows = collected(stream -> stream, effects);
        Configuration options = new Configuration();
        options.set(PipelineOptions.KAFKA_BOOTSTRAP, "127.0.0.1:1");
        options.set(PipelineOptions.CLICKHOUSE_URL, "jdbc:clickhouse:http://127.0.0.1:1/changelens");
        Settings settings = Settings.of(options, "secret");
        alerts = last(
                collected(stream -> AlertTopology.ofEffects(stream, settings).rows(), effects),
                ChangeAlert::getAlertId,
                ChangeAlert::getRevision);
        latest = last(rows, HeadlineAgreementTest::horizonOf, AdjustedEffect::revision);
        headlines = latest.stream().collect(Collectors.groupingBy(HeadlineAgreementTest::kpiOf)).values().stream()
                .map(HeadlineHorizon::of)
                .toList();
        WrittenRows.insert(EffectTables.CHANGE_EFFECTS, rows);
    }

    @AfterAll
    static void clear() throws Exception {
        for (String table : List.of("change_effects", "change_results", "change_results_touched")) {
            asAdmin("TRUNCATE TABLE " + table);
        }
    }

    private static String kpiOf(AdjustedEffect row) {
        return row.effect().changeId() + "|learn|" + row.effect().key().kpi();
    }

    private static String horizonOf(AdjustedEffect row) {
        return kpiOf(row) + "|" + row.effect().horizonSeconds();
    }

    private static double benefit(AdjustedEffect row) {
        boolean higher = row.effect().exposure().direction() == Direction.HIGHER_IS_BETTER;
        return row.effect().estimate().effect() * (higher ? 1 : -1);
    }

    private static boolean isFinal(AdjustedEffect row) {
        return row.effect().status() != EffectStatus.PROVISIONAL;
    }

    private static void asAdmin(String sql) throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        clickHouse.query(clickHouse.credentials().admin(), sql, Map.of("max_table_size_to_drop", "0"));
    }

    private static Set<String> ask(String sql, Map<String, String> parameters) throws Exception {
        ClickHouseFixture clickHouse = ClickHouseFixture.get();
        return clickHouse
                .query(clickHouse.credentials().reader(), sql, parameters)
                .lines()
                .collect(toSet());
    }

    private static Set<String> expected(Collection<AdjustedEffect> rows) {
        return rows.stream().map(HeadlineAgreementTest::horizonOf).collect(toSet());
    }

    /** Else agreement would be cheap. */
    @Test
    void headlinesAreOfAllKinds() {
        assertThat(headlines).hasSize(3 * CHANGES);
        assertThat(headlines).extracting(AdjustedEffect::verdict).contains(Verdict.values());
        assertThat(headlines)
                .extracting(row -> row.effect().horizonSeconds())
                .contains(900L, 3600L, 21_600L, 86_400L, 604_800L);
        assertThat(latest.stream()
                        .filter(row -> row.verdict() == Verdict.DEGRADED)
                        .filter(row -> !row.headline()))
                .as("degraded rows that must not speak")
                .hasSizeGreaterThan(20);
    }

    @Test
    void theTableHasTheFlagOfTheRule() throws Exception {
        assertThat(latest.stream().filter(AdjustedEffect::headline).toList())
                .containsExactlyInAnyOrderElementsOf(headlines);
        assertThat(ask("SELECT " + HORIZON_OF + " FROM headline_effects", Map.of()))
                .isEqualTo(expected(headlines));
    }

    @Test
    void alertsAreRaisedWhereTheHeadlineIsDegraded() {
        Set<String> degraded = headlines.stream()
                .filter(row -> row.verdict() == Verdict.DEGRADED)
                .map(row -> kpiOf(row) + "|" + Instant.ofEpochMilli(row.effect().windowEnd()))
                .collect(toSet());
        assertThat(alerts.stream()
                        .filter(alert -> alert.getState() == AlertState.RAISED)
                        .map(alert -> String.join(
                                "|",
                                alert.getChangeId(),
                                alert.getValueStream(),
                                alert.getSubject(),
                                alert.getRaisedAt().toString()))
                        .collect(toSet()))
                .isEqualTo(degraded)
                .hasSizeGreaterThan(10);
    }

    @Test
    void summariesAreThoseOfTheHeadlines() throws Exception {
        Set<String> expected = new HashSet<>();
        headlines.stream()
                .collect(Collectors.groupingBy(row -> row.effect().changeId()))
                .forEach((change, rows) -> {
                    List<AdjustedEffect> measured = rows.stream()
                            .filter(row -> isFinal(row) && row.verdict() != Verdict.INSUFFICIENT_DATA)
                            .toList();
                    expected.add(String.join(
                            "\t",
                            change,
                            Long.toString(count(rows, Verdict.IMPROVED)),
                            Long.toString(count(rows, Verdict.DEGRADED)),
                            Integer.toString(measured.size()),
                            Long.toString(measured.stream()
                                    .filter(row -> row.verdict().isConclusive())
                                    .count()),
                            Long.toString(Math.round(1e6
                                    * measured.stream()
                                            .mapToDouble(row -> benefit(row) / 0.03)
                                            .sum()))));
                });
        String asked =
                "SELECT change_id, improved, degraded, measured, conclusive, toInt64(round(1e6 * material_benefit)) FROM ";
        assertThat(ask(asked + "change_summary", Map.of())).isEqualTo(expected);
    }

    private static long count(List<AdjustedEffect> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    @Test
    void thePageShowsThem() throws Exception {
        String sql = Files.readString(Path.of("../dashboard/src/sql/change-effects.sql"));
        Set<String> shown = new HashSet<>();
        for (int change = 0; change < CHANGES; change++) {
            String id = "CH-" + change;
            ask(
                            "SELECT concat_ws('|', value_stream, kpi, toString(horizon_seconds)) FROM (" + sql
                                    + ") WHERE headline",
                            Map.of("param_change", id))
                    .forEach(row -> shown.add(id + "|" + row));
        }
        assertThat(shown).isEqualTo(expected(headlines));
    }

    @Test
    void rankingsAreOfThem() throws Exception {
        assertThat(ask("SELECT " + HORIZON_OF + " FROM biggest_effects_by_week", Map.of()))
                .isSubsetOf(expected(headlines))
                .hasSizeGreaterThan(50);
        for (Map.Entry<String, Verdict> question :
                Map.of("hurt", Verdict.DEGRADED, "helped", Verdict.IMPROVED).entrySet()) {
            String statement =
                    Cookbook.statement("changes-that-" + question.getKey()).orElseThrow();
            assertThat(ask(
                            "SELECT concat_ws('|', change_id, value_stream, 'a', toString(toUInt32(hours * 3600))) FROM ("
                                    + statement + ")",
                            Map.of("param_kpi", "a", "param_limit", "1000")))
                    .isEqualTo(expected(headlines.stream()
                            .filter(row -> row.effect().key().kpi().equals("a")
                                    && isFinal(row)
                                    && row.verdict() == question.getValue())
                            .toList()))
                    .isNotEmpty();
        }
    }

    /** What the migration writes into old rows is what the job would have written. */
    @Test
    void oldRowsAreMarkedByTheSameRule() throws Exception {
        asAdmin("ALTER TABLE change_effects UPDATE headline = false WHERE true SETTINGS mutations_sync = 1");
        assertThat(ask("SELECT change_id FROM headline_effects", Map.of())).isEmpty();

        String migration = Files.readString(Path.of("../../sql/migrations/V018__headline.sql"));
        int from = migration.indexOf("ALTER TABLE change_effects UPDATE");
        asAdmin(migration.substring(from, migration.indexOf(';', from)));

        // Earlier versions had fewer verdicts.
        Set<String> newer = latest.stream()
                .filter(row -> row.verdict() == Verdict.HARM_RULED_OUT || row.verdict() == Verdict.BENEFIT_RULED_OUT)
                .map(HeadlineAgreementTest::kpiOf)
                .collect(toSet());
        Set<String> marked = ask("SELECT " + HORIZON_OF + " FROM headline_effects", Map.of()).stream()
                .filter(row -> !newer.contains(row.substring(0, row.lastIndexOf('|'))))
                .collect(toSet());
        assertThat(marked)
                .isEqualTo(expected(headlines.stream()
                        .filter(row -> !newer.contains(kpiOf(row)))
                        .toList()))
                .hasSizeGreaterThan(50);
        WrittenRows.insert(EffectTables.CHANGE_EFFECTS, List.copyOf(latest));
    }
}
