package io.changelens.core.calibration;

import io.changelens.core.estimator.Controls;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.EffectEstimator;
import io.changelens.core.estimator.EffectQuestion;
import io.changelens.core.estimator.EstimationStep;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.TTest;

/** The methods that are compared: Changelens, and the two plain tests that are used in its place. */
public enum Method {

    /** The method of {@link EffectEstimator}. */
    CHANGELENS("changelens") {
        @Override
        Optional<Verdict> judge(RecordedKpi kpi, Trial trial, double injected, Controls controls) {
            int end = trial.at() + trial.horizon();
            int at = trial.at() - trial.shown();
            EffectEstimate estimate = EffectEstimator.estimate(
                    kpi.with(trial.shown(), trial.at(), end, 1 + injected),
                    null,
                    controls,
                    kpi.excluded(trial.shown()),
                    new EffectQuestion(
                            at,
                            at,
                            trial.horizon(),
                            trial.horizon(),
                            kpi.day(),
                            EffectQuestion.PLACEBOS,
                            kpi.clock(trial.shown(), trial.at())));
            return estimate.insufficient() != null
                    ? Optional.empty()
                    : Optional.of(new Verdict(
                            estimate.p(),
                            OptionalDouble.of(estimate.low() <= injected && injected <= estimate.high() ? 1 : 0),
                            estimate.method().contains(EstimationStep.COMMON_SHOCK)));
        }
    },

    /** Welch's t-test (1947) of the steps in the window after against as many steps before. */
    WELCH("welch") {
        @Override
        Optional<Verdict> judge(RecordedKpi kpi, Trial trial, double injected, Controls controls) {
            double[] before = trial.before(kpi);
            double[] after = trial.after(kpi, injected);
            if (before.length < 2 || after.length < 2) {
                return Optional.empty();
            }
            double vb = Variance.of(before).getAsDouble() / before.length;
            double va = Variance.of(after).getAsDouble() / after.length;
            double mean = Mean.of(before).getAsDouble();
            if (vb + va <= 0 || mean <= 0) {
                return Optional.empty();
            }
            double freedom = (vb + va) * (vb + va) / (vb * vb / (before.length - 1) + va * va / (after.length - 1));
            double margin = TDistribution.of(freedom).inverseSurvivalProbability(EffectEstimator.ALPHA / 2)
                    * Math.sqrt(vb + va);
            double difference = Mean.of(after).getAsDouble() - mean;
            boolean covers = Math.abs(difference - injected * mean) <= margin;
            double p = TTest.withDefaults().test(after, before).getPValue();
            return Optional.of(new Verdict(p, OptionalDouble.of(covers ? 1 : 0), false));
        }
    },

    /** Mann and Whitney's U test (1947) of the same steps; it has no interval of a relative difference. */
    MANN_WHITNEY("mann-whitney") {
        @Override
        Optional<Verdict> judge(RecordedKpi kpi, Trial trial, double injected, Controls controls) {
            double[] before = trial.before(kpi);
            double[] after = trial.after(kpi, injected);
            if (before.length < 2 || after.length < 2) {
                return Optional.empty();
            }
            double p = MannWhitneyUTest.withDefaults().test(after, before).getPValue();
            return Optional.of(new Verdict(p, OptionalDouble.empty(), false));
        }
    };

    private final String id;

    Method(String id) {
        this.id = id;
    }

    /** Name in results. */
    public String id() {
        return id;
    }

    /**
     * Judges a trial.
     *
     * @param controls KPIs over the steps that the trial shows, which the plain tests do not use
     * @return empty where the data do not suffice
     */
    abstract Optional<Verdict> judge(RecordedKpi kpi, Trial trial, double injected, Controls controls);

    /**
     * The result of one trial.
     *
     * @param p p-value
     * @param covers 1 if the interval contains the injected effect, else 0; empty if the method has no interval
     * @param shock whether the method says that most controls moved as well
     */
    record Verdict(double p, OptionalDouble covers, boolean shock) {}
}
