package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectPlanTest {

    private static final long MINUTE = 60_000;
    private static final Duration HORIZON = Duration.ofMinutes(80);
    private static final EffectSettings SETTINGS = new EffectSettings(
            List.of(HORIZON), Duration.ofDays(35), Duration.ofMinutes(2), Duration.ofHours(6), Duration.ofHours(3));

    /** Day 40, at noon. */
    private static final long NOON = 40 * 1440 * MINUTE + 720 * MINUTE;

    private static EffectPlan plan(long from, long live, long until) {
        Intervention change = new Intervention(
                new KpiKey("learn", "rating"), Kind.CHANGE, "CH-1", 1, from, live, until, false, "", null);
        return EffectPlan.of(change, until, HORIZON, SETTINGS);
    }

    private static EffectPlan rolledBackAfter(long minutes) {
        return plan(NOON, NOON, NOON + 2 * MINUTE + minutes * MINUTE);
    }

    @Test
    void aChangeOnTheMinute() {
        long after = NOON + 2 * MINUTE;

        assertThat(plan(NOON - 5 * MINUTE, NOON, OpenEnd.TIME))
                .isEqualTo(new EffectPlan(
                        after - 35 * 1440 * MINUTE,
                        NOON - 5 * MINUTE,
                        after,
                        80,
                        80,
                        NOON + 240 * MINUTE,
                        after + 80 * MINUTE + 360 * MINUTE,
                        "UTC"));
    }

    @Test
    void aMinuteThatItTouchesIsNeitherBeforeNorAfter() {
        EffectPlan plan = plan(NOON - 1, NOON + 1, OpenEnd.TIME);

        assertThat(plan.before()).isEqualTo(NOON - MINUTE);
        assertThat(plan.after()).isEqualTo(NOON + 3 * MINUTE);
    }

    @Test
    void aChangeThatBeganBeforeTheHistoryHasNone() {
        EffectPlan plan = plan(NOON - 36 * 1440 * MINUTE, NOON, OpenEnd.TIME);

        assertThat(plan.before()).isEqualTo(plan.begin());
    }

    @Test
    void aRollbackCutsTheWindowAtTheLastWholeMinute() {
        assertThat(rolledBackAfter(30).exposed()).isEqualTo(30);
        assertThat(rolledBackAfter(30).cut()).isTrue();
        assertThat(plan(NOON, NOON, NOON + 32 * MINUTE + 59_999).exposed()).isEqualTo(30);
        assertThat(rolledBackAfter(-1).exposed()).isZero();
        assertThat(rolledBackAfter(80).cut()).isFalse();
        assertThat(rolledBackAfter(500).exposed()).isEqualTo(80);
    }

    @Test
    void aRollbackDoesNotMoveTheTimeUntilWhichItIsRevised() {
        assertThat(rolledBackAfter(30).closesAt()).isEqualTo(rolledBackAfter(80).closesAt());
    }

    @ParameterizedTest
    @CsvSource({
        "80, 1, 10",
        "80, 8, 80",
        "30, 1, 4",
        "30, 2, 8",
        "30, 7, 27",
        "30, 8, 30",
        "1, 1, 1",
        "1, 8, 1",
        "0, 8, 0"
    })
    void aLookSeesItsEighthsRoundedUp(long exposed, int analysis, int elapsed) {
        assertThat(rolledBackAfter(exposed).elapsed(analysis)).isEqualTo(elapsed);
        assertThat(rolledBackAfter(exposed).windowEnd(analysis)).isEqualTo(NOON + (2 + elapsed) * MINUTE);
    }

    @Test
    void aLookIsDueWhenItsWindowIsOver() {
        EffectPlan plan = rolledBackAfter(80);

        assertThat(plan.analysisAt(NOON)).isZero();
        assertThat(plan.analysisAt(NOON + 12 * MINUTE - 1)).isZero();
        assertThat(plan.analysisAt(NOON + 12 * MINUTE)).isEqualTo(1);
        assertThat(plan.analysisAt(NOON + 82 * MINUTE - 1)).isEqualTo(7);
        assertThat(plan.analysisAt(NOON + 82 * MINUTE)).isEqualTo(8);
        assertThat(plan.analysisAt(Long.MAX_VALUE)).isEqualTo(8);
    }

    @Property
    void theLatestLookThatIsDueIsTheOneThatIsTaken(
            @ForAll @IntRange(max = 80) int exposed, @ForAll @LongRange(min = -10, max = 100) long minute) {
        EffectPlan plan = rolledBackAfter(exposed);
        long now = NOON + minute * MINUTE;
        int expected = 0;
        for (int analysis = 1; analysis <= 8; analysis++) {
            expected = plan.windowEnd(analysis) <= now ? analysis : expected;
        }

        assertThat(plan.analysisAt(now)).isEqualTo(expected);
    }

    @Test
    void stepsAreMinutesOfTheHistory() {
        EffectPlan plan = rolledBackAfter(80);

        assertThat(plan.step(plan.begin())).isZero();
        assertThat(plan.step(plan.begin() + MINUTE)).isEqualTo(1);
        assertThat(plan.step(plan.after())).isEqualTo(35 * 1440);
    }

    @Test
    void aLookReadsFromTheBeginOfTheHistoryToTheEndOfItsWindow() {
        EffectPlan plan = rolledBackAfter(80);
        long end = NOON + 12 * MINUTE;

        assertThat(plan.reads(end - 1, end, 1)).isTrue();
        assertThat(plan.reads(end, end + 1, 1)).isFalse();
        assertThat(plan.reads(end, end + 1, 2)).isTrue();
        assertThat(plan.reads(0, plan.begin(), 1)).isFalse();
        assertThat(plan.reads(0, plan.begin() + 1, 1)).isTrue();
        assertThat(plan.reads(0, OpenEnd.TIME, 1)).isTrue();
    }
}
