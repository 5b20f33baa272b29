package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changelens.core.estimator.KpiSeries;
import io.changelens.core.kpi.KpiHour;
import io.changelens.core.kpi.KpiKey;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Sums by quarters of an hour, beside minutes over which the sums of each quarter are spread. */
class ControlPanelTest {

    private static final long MINUTE = 60_000;
    private static final int HOURS = 30;
    private static final KpiKey KPI = new KpiKey("learn", "success");

    private double[] spread;
    private ControlTotals totals;

    /** Hours 3 to 29, without some. */
    private void fill(long seed) {
        spread = new double[HOURS * 60];
        totals = new ControlTotals(3 * KpiHour.MILLIS);
        Random random = new Random(seed);
        for (int hour = 3; hour < HOURS; hour++) {
            if (random.nextInt(5) > 0) {
                KpiHour minutes = KpiHour.empty();
                for (int i = 0; i < 60; i++) {
                    minutes.numerators()[i] = random.nextInt(1_000_000);
                    minutes.denominators()[i] = random.nextInt(4) == 0 ? 0 : 1_000_000;
                    spread[hour * 60 + i / 15 * 15] += minutes.numerators()[i];
                }
                assertThat(totals.add(ControlHour.of(KPI, hour * KpiHour.MILLIS, minutes)))
                        .isTrue();
            }
        }
        for (int quarter = 0; quarter < spread.length; quarter += 15) {
            double sum = spread[quarter];
            for (int i = 0; i < 15; i++) {
                spread[quarter + i] = sum / 15;
            }
        }
    }

    @Property(tries = 60)
    void aWindowHasItsPartOfTheQuartersThatItTouches(
            @ForAll @IntRange(max = 1700) int from,
            @ForAll @IntRange(min = 1, max = 90) int length,
            @ForAll @IntRange(max = 400) int begin,
            @ForAll long seed) {
        fill(seed);
        int end = Math.min(HOURS * 60, from + length);
        KpiSeries series = totals.read(begin * MINUTE, Math.max(begin + 1, end) * MINUTE);
        double expected = 0;
        for (int i = Math.max(begin, from); i < end; i++) {
            expected += spread[i];
        }
        int first = Math.max(0, from - begin);

        assertThat(end <= begin ? 0 : series.numerator(first, Math.max(first, end - begin)))
                .isCloseTo(expected, within(1e-3));
    }

    @Test
    void sumsAreEqualWhereverTheTotalsBegin() {
        fill(4);
        KpiSeries late = totals.read(400 * MINUTE, 1000 * MINUTE);
        double before = late.numerator(7, 133);
        KpiSeries early = totals.read(-977 * MINUTE, 1000 * MINUTE);

        assertThat(early.numerator(977 + 407, 977 + 533)).isEqualTo(before);
        assertThat(early.denominator(0, 977 + 180)).isZero();
    }

    @Test
    void anHourThatDoesNotFollowIsNotAdded() {
        fill(1);

        assertThat(totals.add(ControlHour.of(KPI, 5 * KpiHour.MILLIS, KpiHour.empty())))
                .isFalse();
    }

    private static ControlHour hour(String stream, String kpi, long events) {
        KpiHour minutes = KpiHour.empty();
        minutes.denominators()[0] = events;
        return ControlHour.of(new KpiKey(stream, kpi), 0, minutes);
    }

    @Test
    void controlsAreTheKpisOfOtherValueStreamsWithDataInTheTime() {
        ControlPanel panel = new ControlPanel();
        panel.add(hour("a", "x", 1));
        panel.add(hour("b", "x", 0));

        assertThat(panel.controls(List.of("b"), 0, KpiHour.MILLIS).isEmpty()).isFalse();
        assertThat(panel.controls(List.of("a"), 0, KpiHour.MILLIS).isEmpty()).isTrue();
        assertThat(panel.controls(List.of("b"), KpiHour.MILLIS, 2 * KpiHour.MILLIS)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatIsAskedAgainIsRememberedUntilAnHourIsAdded() {
        ControlPanel panel = new ControlPanel();
        panel.add(hour("a", "x", 1));
        var first = panel.controls(List.of("b"), 0, KpiHour.MILLIS);

        assertThat(panel.controls(List.of("b"), 0, KpiHour.MILLIS)).isSameAs(first);
        for (int i = 1; i <= 20; i++) {
            panel.controls(List.of("b"), 0, i * MINUTE);
        }
        panel.add(hour("c", "x", 1));
        assertThat(panel.controls(List.of("b"), 0, KpiHour.MILLIS)).isNotSameAs(first);
    }
}
