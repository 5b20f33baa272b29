package io.changelens.pipeline.effects;

import static io.changelens.pipeline.effects.EffectsFixture.BEGIN;
import static io.changelens.pipeline.effects.EffectsFixture.DAY;
import static io.changelens.pipeline.effects.EffectsFixture.HOUR;
import static io.changelens.pipeline.effects.EffectsFixture.LIVE;
import static io.changelens.pipeline.effects.EffectsFixture.MINUTE;
import static io.changelens.pipeline.effects.EffectsFixture.change;
import static io.changelens.pipeline.effects.EffectsFixture.exposure;
import static io.changelens.pipeline.effects.EffectsFixture.incident;
import static io.changelens.pipeline.effects.EffectsFixture.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.effect.EffectPath;
import io.changelens.core.effect.EffectStatus;
import io.changelens.core.effect.Intervention;
import io.changelens.core.effect.PathPart;
import io.changelens.core.estimator.BlockedTimes.Interval;
import io.changelens.core.estimator.EffectEstimate;
import io.changelens.core.estimator.Impact;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.OutcomeMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Paths of effects as the operator measures them, beside paths computed plainly from raw minutes.
 *
 * <p>One file: the cases share one history, and the paths computed from it.
 */
class PathsTest {

    private static final int[][] HOURS = {{0, 6}, {6, 12}, {12, 24}, {24, 48}};
    private static final double CLOSE = 1e-9;

    private final List<OutcomeMinute> all = new ArrayList<>();
    private EffectsHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = new EffectsHarness(EffectsFixture.settings(Duration.ofDays(2)), 1, 0);
        harness.open();
    }

    @AfterEach
    void nothingStays() throws Exception {
        watermark(Long.MAX_VALUE - 1);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.close();
    }

    private void watermark(long time) throws Exception {
        harness.watermark(time);
    }

    /** Successes of two cohorts: nine of ten, less in some hours after the change. */
    private void count(long seed, long from, long until, int worseFromHour, int worseUntilHour) throws Exception {
        Random random = new Random(seed);
        for (long minute = from; minute < until; minute += MINUTE) {
            for (String cohort : List.of("a", "b")) {
                long events = 20L + random.nextInt(20);
                boolean worse = minute >= LIVE + worseFromHour * HOUR && minute < LIVE + worseUntilHour * HOUR;
                long failures = random.nextInt(5) + (worse ? events / 4 : 0);
                count(outcome("player", cohort, minute, events - failures, events));
            }
        }
    }

    private void count(OutcomeMinute outcome) throws Exception {
        all.add(outcome);
        harness.count(outcome);
    }

    private void tell(Intervention intervention) throws Exception {
        harness.tell(intervention);
    }

    private EffectPath last() {
        List<EffectPath> paths = harness.paths();
        return paths.get(paths.size() - 1);
    }

    /** The parts of a path, each computed at once from the raw minutes. */
    private List<EffectEstimate> slow(String... cohorts) {
        return slow(List.of(), cohorts);
    }

    private List<EffectEstimate> slow(List<Interval> blocked, String... cohorts) {
        SlowEffects slow = new SlowEffects(all, LIVE);
        return Arrays.stream(HOURS)
                .map(hours -> {
                    int length = 60 * (hours[1] - hours[0]);
                    return slow.over(60 * hours[0], length, length, blocked, cohorts);
                })
                .toList();
    }

    private static void assertEqual(EffectPath path, List<EffectEstimate> expected) {
        assertThat(path.steps()).hasSize(expected.size());
        double impact = 0;
        for (int i = 0; i < expected.size(); i++) {
            EffectEstimate estimate = path.steps().get(i).measured().estimate();
            assertThat(estimate.insufficient()).isEqualTo(expected.get(i).insufficient());
            assertThat(estimate.effect()).isCloseTo(expected.get(i).effect(), within(CLOSE));
            assertThat(estimate.low()).isCloseTo(expected.get(i).low(), within(CLOSE));
            assertThat(estimate.high()).isCloseTo(expected.get(i).high(), within(CLOSE));
            assertThat(estimate.p()).isCloseTo(expected.get(i).p(), within(CLOSE));
            assertThat(path.steps().get(i).pAdjusted()).isCloseTo(adjusted(expected, i), within(CLOSE));
            EffectEstimate.Sums sums = expected.get(i).sums();
            impact += (expected.get(i).observed() - expected.get(i).expected()) * sums.denominator();
            assertThat(path.cumulative().get(i).impact()).isCloseTo(impact, within(1e-6 * sums.numerator()));
        }
        assertThat(path.cameAt()).isEqualTo(cameAt(expected));
    }

    /** Benjamini and Hochberg by definition: the least p n / rank of those that are no smaller. */
    private static double adjusted(List<EffectEstimate> estimates, int i) {
        double least = 1;
        for (EffectEstimate other : estimates) {
            if (other.p() >= estimates.get(i).p()) {
                long rank = estimates.stream().filter(e -> e.p() <= other.p()).count();
                least = Math.min(least, other.p() * estimates.size() / rank);
            }
        }
        return least;
    }

    private static PathPart cameAt(List<EffectEstimate> estimates) {
        for (int i = 0; i < estimates.size(); i++) {
            boolean without0 = estimates.get(i).low() > 0 || estimates.get(i).high() < 0;
            if (without0 && adjusted(estimates, i) <= 0.05) {
                return PathPart.within(Duration.ofDays(7)).get(i);
            }
        }
        return null;
    }

    @Test
    void aPartIsMeasuredWhenItIsComplete() throws Exception {
        count(1, BEGIN, LIVE + 49 * HOUR, 6, 24);
        tell(change("CH-1", LIVE));
        for (int[] hours : HOURS) {
            watermark(LIVE + hours[1] * HOUR - 1);
            int before = harness.paths().size();
            watermark(LIVE + hours[1] * HOUR);
            assertThat(harness.paths()).hasSize(before + 1);
        }

        assertThat(harness.paths()).extracting(path -> path.steps().size()).containsExactly(1, 2, 3, 4);
        assertThat(harness.paths())
                .extracting(EffectPath::status)
                .endsWith(EffectStatus.PROVISIONAL, EffectStatus.FINAL);
        assertThat(harness.paths()).extracting(EffectPath::revision).isSorted().doesNotHaveDuplicates();
        assertEqual(last(), slow());
        assertThat(last().cameAt()).isEqualTo(PathPart.HOURS_7_12);
        assertThat(last().lastedUntil()).isEqualTo(PathPart.HOURS_13_24);
        assertThat(last().fading()).isTrue();
    }

    @Test
    void aPartOfSomeCohortsIsComparedWithTheOthers() throws Exception {
        count(2, BEGIN, LIVE + 49 * HOUR, 0, 0);
        tell(change("CH-1", LIVE, "a"));
        watermark(LIVE + 48 * HOUR);

        assertEqual(last(), slow("a"));
    }

    @Test
    void lateOutcomesAndInterventionsMeasureAnewThePartsThatReadThem() throws Exception {
        count(3, BEGIN, LIVE + 49 * HOUR, 0, 0);
        tell(change("CH-1", LIVE));
        watermark(LIVE + 48 * HOUR);
        long revision = last().revision();
        count(outcome("player", "a", LIVE + 47 * HOUR + 50 * MINUTE, 0, 400));
        tell(incident("INC-1", 1, LIVE - 3 * DAY, LIVE - 3 * DAY + 2 * HOUR));
        watermark(LIVE + 48 * HOUR + MINUTE);

        assertThat(last().revision()).isGreaterThan(revision);
        int from = 18 * 1440;
        EffectEstimate expected = slow(List.of(new Interval(from, from + 120))).get(3);
        assertThat(last().steps().get(3).measured().estimate().effect()).isCloseTo(expected.effect(), within(CLOSE));
        assertThat(last().steps().get(3).measured().estimate().p()).isCloseTo(expected.p(), within(CLOSE));
    }

    @Test
    void aRollbackCutsThePartInWhichItIsAndLeavesNoneAfterIt() throws Exception {
        count(4, BEGIN, LIVE + 49 * HOUR, 0, 9);
        tell(change("CH-1", 2, LIVE, LIVE + 9 * HOUR, "", exposure()));
        watermark(LIVE + 48 * HOUR);

        assertThat(last().steps())
                .extracting(step -> step.measured().exposedMinutes())
                .containsExactly(360, 180, 0, 0);
        assertThat(last().cumulative()).hasSize(2);
        assertThat(last().steps().get(2).measured().estimate().insufficient().code())
                .isEqualTo("NOT_LIVE");
        EffectEstimate cut = new SlowEffects(all, LIVE).over(360, 180, 180, List.of());
        assertThat(last().steps().get(1).measured().estimate().effect()).isCloseTo(cut.effect(), within(CLOSE));
    }

    @Test
    void aChangeThatIsTakenBackWithdrawsItsPath() throws Exception {
        count(5, BEGIN, LIVE + 13 * HOUR, 0, 0);
        tell(change("CH-1", LIVE));
        watermark(LIVE + 12 * HOUR);
        EffectPath before = last();
        Intervention known = change("CH-1", LIVE);
        tell(new Intervention(known.key(), known.kind(), known.id(), 3, LIVE, LIVE, LIVE, true, "", null));

        assertThat(last().status()).isEqualTo(EffectStatus.WITHDRAWN);
        assertThat(last().revision()).isGreaterThan(before.revision());
        assertThat(last().steps()).hasSize(2);
    }

    @Test
    void withShorterHorizonsThereIsNoPath() throws Exception {
        harness.close();
        harness = new EffectsHarness();
        harness.open();
        count(6, BEGIN, LIVE + 7 * HOUR, 0, 0);
        tell(change("CH-1", LIVE));
        watermark(LIVE + 7 * HOUR);

        assertThat(harness.paths()).isEmpty();
    }

    @Test
    void theEndsOfTheCumulativeIntervalAreSums() throws Exception {
        count(7, BEGIN, LIVE + 49 * HOUR, 0, 48);
        tell(change("CH-1", 2, LIVE, OpenEnd.TIME, "", exposure()));
        watermark(LIVE + 48 * HOUR);

        double low = 0;
        double high = 0;
        for (EffectEstimate estimate : slow()) {
            low += estimate.impact().range().low();
            high += estimate.impact().range().high();
        }
        Impact.Range whole = last().cumulative().get(3);
        assertThat(whole.low()).isCloseTo(low, within(1e-3));
        assertThat(whole.high()).isCloseTo(high, within(1e-3));
        assertThat(whole.high()).isNegative();
    }
}
