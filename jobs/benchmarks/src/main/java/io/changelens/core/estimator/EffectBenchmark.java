package io.changelens.core.estimator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Effects a second on one core: one KPI in minutes, 200 placebos. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EffectBenchmark {

    private static final int DAY = 1440;
    private static final int PLACEBOS = 200;

    /** Weeks of history. */
    @Param({"5", "10", "20"})
    public int weeks;

    /** Minutes in the window. */
    @Param({"15", "360", "1440"})
    public int horizon;

    /** KPIs that the change does not reach. */
    @Param({"0", "3"})
    public int controls;

    private KpiSeries series;
    private final List<KpiSeries> others = new ArrayList<>();
    private Controls known;
    private EffectQuestion question;

    /** Makes a KPI and its controls. */
    @Setup(Level.Trial)
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        series = kpi(random);
        for (int i = 0; i < controls; i++) {
            others.add(kpi(random));
        }
        known = Controls.of(others);
        int at = weeks * 7 * DAY;
        question = new EffectQuestion(at, at, horizon, horizon, DAY, PLACEBOS);
    }

    private KpiSeries kpi(SplittableRandom random) {
        double[] numerators = new double[weeks * 7 * DAY + horizon];
        double[] denominators = new double[numerators.length];
        for (int i = 0; i < numerators.length; i++) {
            denominators[i] = Math.rint(200 + 100 * Math.sin(i * 2 * Math.PI / DAY) + 20 * random.nextDouble());
            numerators[i] = Math.rint(denominators[i] * (0.8 + 0.1 * random.nextDouble()));
        }
        return KpiSeries.ofRatio(numerators, denominators);
    }

    /** All of it: predictors of every placebo, the fit, the held-out misses, the interval. */
    @Benchmark
    public EffectEstimate estimate() {
        return EffectEstimator.estimate(series, null, Controls.of(others), BlockedTimes.NONE, question);
    }

    /** The same where the rows of the controls are known, as from the estimate of another KPI beside them. */
    @Benchmark
    public EffectEstimate estimateBesideOthers() {
        return EffectEstimator.estimate(series, null, known, BlockedTimes.NONE, question);
    }
}
