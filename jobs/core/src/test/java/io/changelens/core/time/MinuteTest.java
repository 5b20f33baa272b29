package io.changelens.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MinuteTest {

    private static final long LATENESS = 3_600_000;

    @Test
    void aMinuteEndsWithTheWatermarkOfItsLastMillisecond() {
        assertThat(Minute.hasEnded(0, 59_998)).isFalse();
        assertThat(Minute.hasEnded(0, 59_999)).isTrue();
    }

    @Test
    void aMinuteClosesALatenessAfterItHasEnded() {
        assertThat(Minute.isClosed(0, LATENESS, 59_999 + LATENESS - 1)).isFalse();
        assertThat(Minute.isClosed(0, LATENESS, 59_999 + LATENESS)).isTrue();
    }

    @Test
    void nothingHasEndedBeforeTheFirstWatermarkAndEverythingAfterTheLast() {
        assertThat(Minute.firstOpen(LATENESS, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(Minute.hasEnded(0, Long.MAX_VALUE)).isTrue();
        assertThat(Minute.watermarkAfter(Long.MIN_VALUE, LATENESS)).isEqualTo(Long.MIN_VALUE);
    }

    @Property
    void theFirstOpenMinuteIsOpenAndTheOneBeforeItIsClosed(
            @ForAll @LongRange(min = -1_000_000_000L, max = 4_000_000_000_000L) long watermark,
            @ForAll @LongRange(min = 0, max = 10_000_000L) long lateness) {
        long open = Minute.firstOpen(lateness, watermark);

        assertThat(Minute.of(open)).isEqualTo(open);
        assertThat(Minute.isClosed(open, lateness, watermark)).isFalse();
        assertThat(Minute.isClosed(open - 60_000L, lateness, watermark)).isTrue();
    }

    @Property
    void anEventInTimeIsNeverOfAnEndedMinute(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long latest,
            @ForAll @LongRange(min = 0, max = 600_000) long outOfOrderness,
            @ForAll @LongRange(min = 0, max = 600_000) long behind) {
        long watermark = Minute.watermarkAfter(latest, outOfOrderness);
        boolean inTime = behind <= outOfOrderness;

        assertThat(inTime && Minute.hasEnded(Minute.of(latest - behind), watermark))
                .isFalse();
    }
}
