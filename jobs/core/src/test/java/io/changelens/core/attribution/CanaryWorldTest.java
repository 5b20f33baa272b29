package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.attribution.Attribution.WeighedCandidate;
import io.changelens.core.attribution.CanaryWorld.Harm;
import io.changelens.core.attribution.CanaryWorld.Report;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attribution among canaries within minutes, by kind of harm; prints the figures of docs/attribution.md. */
class CanaryWorldTest {

    private static final int WORLDS = 100;

    /** Sums over worlds. */
    private static final class Score {
        private int worlds;
        private int caused;
        private int first;
        private int latest;
        private int wrong;
        private double brier;
        private double none;
        private double weight;
        private int sure;
        private int rightlySure;

        private void add(CanaryWorld world) {
            Attribution attribution = world.attribute(AttributionRules.DEFAULT);
            String cause = world.cause();
            worlds++;
            caused += cause.isEmpty() ? 0 : 1;
            first += attribution.weighed().get(0).candidate().changeId().equals(cause) ? 1 : 0;
            latest += world.candidates().get(0).equals(cause) ? 1 : 0;
            double truth = cause.isEmpty() ? 1 : 0;
            brier += Math.pow(attribution.unattributed() - truth, 2);
            none += attribution.unattributed();
            for (WeighedCandidate weighed : attribution.weighed()) {
                boolean right = weighed.candidate().changeId().equals(cause);
                brier += Math.pow(weighed.weight() - (right ? 1 : 0), 2);
                weight += right ? weighed.weight() : 0;
                wrong += !right && weighed.weight() >= 0.5 ? 1 : 0;
                sure += weighed.weight() >= 0.8 ? 1 : 0;
                rightlySure += right && weighed.weight() >= 0.8 ? 1 : 0;
            }
        }

        private void add(Score other) {
            worlds += other.worlds;
            caused += other.caused;
            first += other.first;
            latest += other.latest;
            wrong += other.wrong;
            brier += other.brier;
            none += other.none;
            weight += other.weight;
            sure += other.sure;
            rightlySure += other.rightlySure;
        }

        private String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %-8s | %5.1f | %5.1f | %.2f | %5.1f | %.2f | %.2f | %5.1f of %d |",
                    name,
                    100.0 * first / Math.max(1, caused),
                    100.0 * latest / Math.max(1, caused),
                    weight / Math.max(1, caused),
                    100.0 * wrong / worlds,
                    brier / worlds,
                    none / worlds,
                    100.0 * rightlySure / Math.max(1, sure),
                    sure);
        }
    }

    private static Score of(Harm harm, Report report) {
        Score score = new Score();
        for (int seed = 0; seed < WORLDS; seed++) {
            score.add(new CanaryWorld(7_919L * seed + harm.name().hashCode(), harm, report));
        }
        return score;
    }

    @ParameterizedTest
    @EnumSource(Report.class)
    @SuppressWarnings("SystemOut")
    void theCauseRanksFirstAndWeightsAreCalibrated(Report report) {
        Score all = new Score();
        System.out.println(
                report + "\n| harm | first % | latest % | weight | wrong >= 0.5 % | Brier | none | right of >= 0.8 |");
        for (Harm harm : Harm.values()) {
            Score score = of(harm, report);
            System.out.println(score.line(harm.name()));
            all.add(score);
        }
        System.out.println(all.line("ALL"));
        assertThat(all.first).isGreaterThanOrEqualTo((int) (0.8 * all.caused)).isGreaterThan(2 * all.latest);
        assertThat(all.brier).isLessThan(0.35 * all.worlds);
        assertThat(all.rightlySure).isGreaterThanOrEqualTo((int) (0.8 * all.sure));
    }
}
