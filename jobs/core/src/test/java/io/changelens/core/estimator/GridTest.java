package io.changelens.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GridTest {

    private static final int LONG = 1 << 22;

    /** A question with so many steps of history before the oldest window that the change itself is compared with. */
    private static EffectQuestion question(int day, int gap, int elapsed, int more, int placebos) {
        EffectQuestion lengths = new EffectQuestion(0, gap, elapsed, elapsed, day, placebos);
        int before = Season.WEEKS.back(lengths) + lengths.whole() + more;
        return new EffectQuestion(before, before + gap, elapsed, elapsed, day, placebos);
    }

    private static EffectQuestion withHistory(EffectQuestion q, int more) {
        return question(q.day(), q.gap(), q.elapsed(), more, q.placebos());
    }

    @Provide
    Arbitrary<EffectQuestion> questions() {
        return Combinators.combine(
                        Arbitraries.of(1, 3, 7, 11, 24, 48, 96, 288, 1440),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(1, 3000),
                        Arbitraries.integers().between(0, 200_000),
                        Arbitraries.of(1, 10, 100, 300, 600))
                .as(GridTest::question);
    }

    private static int placeboTimes(EffectQuestion question, Grid grid) {
        int open = 1;
        while (open * grid.stride() < question.whole()) {
            open++;
        }
        int count = 0;
        for (int i = open; i < grid.rows(); i += grid.every()) {
            count++;
        }
        return count;
    }

    private static Set<Integer> timesOfDay(EffectQuestion question, int stride) {
        return IntStream.range(0, question.day())
                .map(i -> Math.floorMod((long) question.before() - (long) i * stride, question.day()))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void sixHoursAfterFortyDaysOfHours() {
        // A placebo time each half window and eighth of a day: the last of 265 has its week before at step 0, and the
        // windows that it is compared with reach 3 weeks farther (cut at step 0) and the change's week (56 points).
        assertThat(Grid.of(new EffectQuestion(960, 960, 6, 6, 24, 600), Season.WEEKS))
                .isEqualTo(new Grid(3, 1, 321, 265, 56, 56));
    }

    @Test
    void anEighthOfADayAfterALongHistoryOfMinutes() {
        // 600 placebo times 180 minutes apart; 25 windows of a day would take less.
        int points = 8 + 600 + 1 + 3 * 56 + 56;
        assertThat(Grid.of(new EffectQuestion(200_000, 200_000, 1440, 1440, 1440, 600), Season.WEEKS))
                .isEqualTo(new Grid(180, 1, points, 8 + 600 + 1, 56, 56));
    }

    @Test
    void placeboTimesOfAShortWindowAreHalfOfItApart() {
        // 42 days of quarter hours less a week and the window are 3356 steps: 2.999 for each of 1119 placebo times.
        assertThat(Grid.of(new EffectQuestion(4032, 4032, 4, 4, 96, 1119), Season.WEEKS))
                .isEqualTo(new Grid(2, 1, 1681 + 336, 1681, 336, 336));
    }

    @Test
    void whereNoDivisorOfAWeekComesNearOnlySomePointsArePlaceboTimes() {
        // Ten placebo times over 25 windows of 20 steps are 50 apart; 11 divides a week of 77, but is one time of day.
        assertThat(Grid.of(new EffectQuestion(2000, 2000, 20, 20, 11, 10), Season.WEEKS))
                .isEqualTo(new Grid(7, 7, 75 + 33 + 11, 75, 11, 11));
    }

    @Property(tries = 500)
    void weeksAreWholeNumbersOfPoints(@ForAll("questions") EffectQuestion question) {
        Grid grid = Grid.of(question, Season.WEEKS);

        assertThat(grid.period() * grid.stride()).isEqualTo(Season.WEEKS.period(question));
        assertThat(grid.back() * grid.stride()).isEqualTo(Season.WEEKS.back(question));
    }

    @Property(tries = 500)
    void placeboTimesAreAtEightTimesOfTheDayOrAtAll(@ForAll("questions") EffectQuestion question) {
        Grid grid = Grid.of(question, Season.WEEKS);

        assertThat(timesOfDay(question, grid.spacing())).hasSizeGreaterThanOrEqualTo(Math.min(8, question.day()));
        assertThat(grid.timesOfDay(question.day()))
                .isEqualTo(timesOfDay(question, grid.stride()).size());
    }

    @Property(tries = 500)
    void eachPointThatIsComparedHasAnEarlierWeekInTheSeries(@ForAll("questions") EffectQuestion question) {
        Grid grid = Grid.of(question, Season.WEEKS);

        assertThat(grid.rows()).isPositive();
        assertThat(question.after() - Season.WEEKS.back(question) - (grid.rows() - 1) * grid.stride())
                .isNotNegative();
        assertThat(question.after() - (grid.points() - 1) * grid.stride()).isNotNegative();
    }

    @Property(tries = 500)
    void aLongHistoryHoldsAsManyPlaceboTimesAsAreWanted(@ForAll("questions") EffectQuestion question) {
        EffectQuestion old = withHistory(question, LONG);

        assertThat(placeboTimes(old, Grid.of(old, Season.WEEKS))).isGreaterThanOrEqualTo(question.placebos());
    }

    @Property(tries = 500)
    void aLongHistoryHoldsPlaceboTimesOverTwentyFiveWindows(@ForAll("questions") EffectQuestion question) {
        EffectQuestion old = withHistory(question, LONG);
        Grid grid = Grid.of(old, Season.WEEKS);

        assertThat(grid.rows() * (long) grid.stride()).isGreaterThan(old.whole() + 25L * old.elapsed());
    }

    @Property(tries = 500)
    void aLongerHistoryThanIsWantedChangesNothing(@ForAll("questions") EffectQuestion question) {
        assertThat(Grid.of(withHistory(question, LONG), Season.WEEKS))
                .isEqualTo(Grid.of(withHistory(question, 2 * LONG), Season.WEEKS));
    }
}
