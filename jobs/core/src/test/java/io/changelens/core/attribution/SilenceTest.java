package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SilenceTest {

    private static KpiWindow window(int minutes, double events) {
        KpiWindow window = new KpiWindow();
        for (int i = 0; i < minutes; i++) {
            window.add(0, events);
        }
        return window;
    }

    @Test
    void theMoreWasExpectedTheMoreSilenceSays() {
        assertThat(Silence.ratio(1, 0)).isEqualTo(1);
        // c = (1 + 2 / 2)^-2 = 1/4: (0.3 + 0.7 / 4) / (0.04 + 0.96 / 4)
        assertThat(Silence.ratio(1, 2)).isCloseTo(0.475 / 0.28, within(1e-12));
        assertThat(Silence.ratio(1, 20)).isGreaterThan(Silence.ratio(1, 2));
        assertThat(Silence.ratio(1, 1e9)).isCloseTo(7.5, within(1e-6));
    }

    @Test
    void whatCameBeforeTheSilenceCountsAsFarAsSilenceIsByChance() {
        assertThat(Silence.ratio(0.1, 0)).isEqualTo(0.1);
        assertThat(Silence.ratio(0.1, 1e9)).isCloseTo(7.5, within(1e-6));
        // (0.3 + 0.7 * 8 / 4) / 0.28
        assertThat(Silence.ratio(8, 2)).isCloseTo(1.7 / 0.28, within(1e-12));
    }

    @Test
    void whatIsExpectedFollowsFromTheReference() {
        assertThat(Silence.expected(10, window(20, 50), 20, true)).isCloseTo(500, within(1e-9));
        assertThat(Silence.expected(10, window(20, 50), 20, false))
                .as("a tenth of the others' activity")
                .isCloseTo(50, within(1e-9));
        // One event in each of 20 minutes: at least -ln(1 - 20.5 / 21) a minute.
        assertThat(Silence.expected(10, window(20, 1), 20, true)).isCloseTo(10 * Math.log(42), within(1e-9));
        // One event in 3 of 15 minutes.
        assertThat(Silence.expected(3, window(3, 1), 15, false)).isCloseTo(0.3 * -Math.log(1 - 3.5 / 16), within(1e-9));
    }
}
