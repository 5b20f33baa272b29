package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EstimationStep;
import io.changelens.core.estimator.Insufficient;
import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EffectEstimationTest {

    private static final long MINUTE = 60_000;
    private static final int DAY = 1440;
    private static final int HORIZON = 60;
    private static final int AFTER = 35 * DAY;
    private static final KpiKey KPI = new KpiKey("learn", "rating");

    private static EffectPlan plan(int exposed) {
        return new EffectPlan(
                0, AFTER * MINUTE, AFTER * MINUTE, HORIZON, exposed, Long.MAX_VALUE, Long.MAX_VALUE, "UTC");
    }

    /** Each minute a number around a million. */
    private static KpiSums sums(boolean negative) {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = new double[AFTER + HORIZON];
        double[] ones = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1e6 * (1 + 0.1 * random.nextDouble());
            ones[i] = 1e6;
        }
        return new KpiSums(KpiSeries.ofRatio(values, ones), null, values.length, negative);
    }

    private static Intervention other(Kind kind, int from, int until) {
        return new Intervention(
                KPI,
                kind,
                kind + "-" + from,
                1,
                from * MINUTE,
                from * MINUTE,
                kind == Kind.CHANGE ? OpenEnd.TIME : until * MINUTE,
                false,
                "",
                null);
    }

    /** Interventions that cover an hour each, one after another. */
    private static List<Intervention> everyHour(Kind kind) {
        return IntStream.range(0, AFTER / HORIZON)
                .mapToObj(hour -> other(kind, hour * HORIZON, (hour + 1) * HORIZON))
                .toList();
    }

    private static EffectEstimate estimate(int exposed, boolean negative, List<Intervention> others) {
        return EffectEstimation.estimate(
                plan(exposed), EffectPlan.LAST_ANALYSIS, sums(negative), others, Controls.NONE);
    }

    @Test
    void aChangeThatWasLiveForLessThanAMinuteHasNoEstimate() {
        assertThat(estimate(0, false, List.of()).insufficient()).isEqualTo(Insufficient.NOT_LIVE.with());
    }

    @Test
    void aKpiWithNegativeSumsHasNoEstimate() {
        assertThat(estimate(HORIZON, true, List.of()).insufficient()).isEqualTo(Insufficient.NEGATIVE_SUMS.with());
    }

    @Test
    void theMethodIsItsSteps() {
        EffectEstimate estimate = estimate(HORIZON, false, List.of());

        assertThat(estimate.insufficient()).isNull();
        assertThat(estimate.method()).containsExactly(EstimationStep.PLACEBO_REGRESSION);
    }

    @Test
    void otherChangesEverywhereAreNotAvoidedAndTheMethodHasThatStep() {
        EffectEstimate estimate = estimate(HORIZON, false, everyHour(Kind.CHANGE));

        assertThat(estimate.insufficient()).isNull();
        assertThat(estimate.method())
                .containsExactly(EstimationStep.PLACEBO_REGRESSION, EstimationStep.OTHER_CHANGES_NOT_AVOIDED);
    }

    @Test
    void incidentsEverywhereAreAvoidedSoThatNoPlaceboRemains() {
        EffectEstimate estimate = estimate(HORIZON, false, everyHour(Kind.INCIDENT));

        assertThat(estimate.insufficient()).isEqualTo(Insufficient.FEW_PLACEBOS.with());
        assertThat(estimate.method()).isEmpty();
        assertThat(estimate.placebos()).isZero();
    }
}
