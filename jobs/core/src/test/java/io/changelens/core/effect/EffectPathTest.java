package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimate.Difference;
import io.changelens.core.estimator.EffectEstimate.Levels;
import io.changelens.core.estimator.EffectEstimate.Sums;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Impact;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.estimator.Margins;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectPathTest {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final List<PathPart> PARTS = List.of(PathPart.values());
    private static final long HOUR = 3_600_000;
    private static final long LIVE = 2000 * HOUR;
    private static final EffectSettings SETTINGS = new EffectSettings(
            List.of(Duration.ofDays(7)), Duration.ofDays(60), Duration.ZERO, Duration.ofDays(1), Duration.ofHours(3));

    private static Intervention change(long until) {
        return new Intervention(
                new KpiKey("learn", "rating"),
                Kind.CHANGE,
                "CH-1",
                2,
                LIVE - HOUR,
                LIVE,
                until,
                false,
                "",
                new Exposure(
                        "player",
                        "NORMAL",
                        "",
                        "SUCCEEDED",
                        List.of(),
                        Direction.HIGHER_IS_BETTER,
                        0.02,
                        KpiType.RATIO,
                        "UTC",
                        List.of("learn"),
                        1));
    }

    /** A part with a normal estimate in percent and a standard error of 1 %; none for NaN. */
    private static MeasuredPart part(PathPart part, double percent) {
        double residual = percent / 100;
        EffectEstimate none = EffectEstimate.insufficient(Insufficient.FEW_EVENTS.with(10));
        Margins margins = Margins.of(Margins.LEVELS.stream()
                .map(level -> 0.01 * NORMAL.inverseSurvivalProbability(level / 2))
                .toList());
        EffectEstimate estimate = new EffectEstimate(
                null,
                List.of(EstimationStep.PLACEBO_REGRESSION),
                9,
                new Levels(1, 1),
                new Difference(
                        Math.expm1(residual),
                        Math.expm1(residual - margins.at(0.05)),
                        Math.expm1(residual + margins.at(0.05)),
                        2 * NORMAL.survivalProbability(Math.abs(residual) / 0.01)),
                new Sums(1000, 1000),
                new Impact(1000, 0, residual, margins.at(0.05)),
                margins);
        return new MeasuredPart(
                part,
                360,
                Double.isNaN(percent) ? none : estimate,
                100 + part.from().toHours());
    }

    private static EffectPath path(double... percent) {
        List<MeasuredPart> parts = new ArrayList<>();
        for (int i = 0; i < percent.length; i++) {
            parts.add(part(PARTS.get(i), percent[i]));
        }
        return EffectPath.of(change(OpenEnd.TIME), EffectStatus.FINAL, parts, 9);
    }

    @ParameterizedTest
    @CsvSource({
        "5 5 5 5 5 5,            HOURS_1_6,   DAYS_4_7,    false",
        "5 5 5 0 0 0,            HOURS_1_6,   HOURS_13_24, true",
        "0 0 5 5 5 5,            HOURS_13_24, DAYS_4_7,    false",
        "9 9 8 7 6 5,            HOURS_1_6,   DAYS_4_7,    true",
        "-9 -9 -8 -7 -6 -5,      HOURS_1_6,   DAYS_4_7,    true",
        "-5 -5 -9 -9 -9 -9,      HOURS_1_6,   DAYS_4_7,    false",
        "5 -5 -5 -5 -5 -5,       HOURS_1_6,   HOURS_1_6,   true",
        "5 0 5 0 0 0,            HOURS_1_6,   HOURS_1_6,   true",
        "5 NaN 5 5 5 NaN,        HOURS_1_6,   HOURS_1_6,   false",
        "0 0 0 0 0 5,            DAYS_4_7,    DAYS_4_7,    false",
        "0 0 0 0 0 2,            ,            ,            false",
        "NaN NaN NaN NaN NaN NaN,,            ,            false",
        "5,                      HOURS_1_6,   HOURS_1_6,   false"
    })
    void whenAnEffectCameHowLongItLastedAndWhetherItFades(
            String percent, PathPart cameAt, PathPart lastedUntil, boolean fading) {
        double[] effects = Arrays.stream(percent.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        EffectPath path = path(effects);

        assertThat(path.cameAt()).isEqualTo(cameAt);
        assertThat(path.lastedUntil()).isEqualTo(lastedUntil);
        assertThat(path.fading()).isEqualTo(fading);
    }

    @Test
    void theCumulativeImpactIsTheSumOfTheParts() {
        EffectPath path = path(1, 2, -4, 3, Double.NaN, 5);
        List<Impact.Range> parts = path.steps().stream()
                .map(step -> step.measured().estimate().impact().range())
                .toList();
        double impact = 0;
        double low = 0;
        double high = 0;
        assertThat(path.cumulative()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            impact += parts.get(i).impact();
            low += parts.get(i).low();
            high += parts.get(i).high();
            assertThat(path.cumulative().get(i)).isEqualTo(new Impact.Range(impact, low, high));
        }
        // 1000 observed, 3 % more than expected.
        assertThat(parts.get(3).impact()).isCloseTo(1000 - 1000 / Math.exp(0.03), within(1e-9));
    }

    @Test
    void withoutItsFirstPartAPathHasNoCumulativeImpact() {
        EffectPath late = EffectPath.of(change(OpenEnd.TIME), EffectStatus.FINAL, List.of(part(PathPart.DAY_2, 5)), 9);

        assertThat(late.cumulative()).isEmpty();
        assertThat(path(Double.NaN, 5).cumulative()).isEmpty();
    }

    @Property
    void anIntervalContains0IfAndOnlyIfThePartIsNotSignificant(@ForAll long seed) {
        Random random = new Random(seed);
        double[] percent = new double[1 + random.nextInt(6)];
        for (int i = 0; i < percent.length; i++) {
            percent[i] = random.nextInt(6) == 0 ? Double.NaN : 2 * random.nextGaussian();
        }
        EffectPath path = path(percent);
        for (EffectPath.Step step : path.steps()) {
            boolean without0 = step.interval().low() > 0 || step.interval().high() < 0;
            assertThat(without0).isEqualTo(step.significant());
            assertThat(step.pAdjusted() <= 0.05).isEqualTo(step.significant());
        }
        assertThat(path.cameAt() == null).isEqualTo(path.lastedUntil() == null);
    }

    @Property
    void theOrderOfThePartsDoesNotMatter(@ForAll long seed) {
        List<MeasuredPart> parts = new ArrayList<>();
        path(3, 1, 4, -1, 5, -9).steps().forEach(step -> parts.add(step.measured()));
        EffectPath inOrder = EffectPath.of(change(OpenEnd.TIME), EffectStatus.FINAL, parts, 9);
        Collections.shuffle(parts, new Random(seed));

        assertThat(EffectPath.of(change(OpenEnd.TIME), EffectStatus.FINAL, parts, 9))
                .isEqualTo(inOrder);
        assertThat(inOrder.revision()).isEqualTo(6 * 100 + 6 + 12 + 24 + 48 + 72);
    }

    @Test
    void aWithdrawnPathHasAHigherRevision() {
        EffectPath withdrawn = path(5, 5).withdrawnBy(change(OpenEnd.TIME));

        assertThat(withdrawn.status()).isEqualTo(EffectStatus.WITHDRAWN);
        assertThat(withdrawn.revision()).isEqualTo(2 * EffectRevision.of(2, 0, 0));
    }

    @Test
    void partsAreAdjacentAndLimitedByTheLongestHorizon() {
        Duration end = Duration.ZERO;
        for (PathPart part : PathPart.values()) {
            assertThat(part.from()).isEqualTo(end);
            end = part.until();
        }
        assertThat(end).isEqualTo(Duration.ofDays(7));
        assertThat(PathPart.within(Duration.ofHours(24)))
                .containsExactly(PathPart.HOURS_1_6, PathPart.HOURS_7_12, PathPart.HOURS_13_24);
        assertThat(PathPart.within(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void aPlanSkipsTheTimeBeforeThePartAndEndsWithARollback() {
        EffectPlan plan = EffectPlan.of(change(LIVE + 30 * HOUR), PathPart.DAY_2, SETTINGS);

        assertThat(plan.begin()).isEqualTo(LIVE - 60 * 24 * HOUR);
        assertThat(plan.before()).isEqualTo(LIVE - HOUR);
        assertThat(plan.after()).isEqualTo(LIVE + 24 * HOUR);
        assertThat(plan.horizon()).isEqualTo(24 * 60);
        assertThat(plan.exposed()).isEqualTo(6 * 60);
        assertThat(plan.windowEnd(EffectPlan.LAST_ANALYSIS)).isEqualTo(LIVE + 30 * HOUR);
        assertThat(plan.closesAt()).isEqualTo(LIVE + 72 * HOUR);
        assertThat(EffectPlan.of(change(LIVE + 30 * HOUR), PathPart.DAY_3, SETTINGS)
                        .exposed())
                .isZero();
    }
}
