package io.changelens.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.source.EventTime.WakeUpGrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class EventTimeTest {

    private static final Duration IDLENESS = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock(1);
    private final WakeUpGrace<String> partition = new WakeUpGrace<>(Duration.ofSeconds(60), IDLENESS, clock);
    private final Recorded output = new Recorded();

    private void event(long seconds) {
        partition.onEvent("", seconds * 1000, output);
    }

    private List<Long> after(Duration wait) {
        clock.advanceTime(wait);
        output.marks.clear();
        partition.onPeriodicEmit(output);
        return output.marks;
    }

    @Test
    void aPartitionThatWakesSpeaksAfterAGrace() {
        event(1_000);
        assertThat(output.active).isTrue();
        assertThat(after(WakeUpGrace.GRACE.minusNanos(1))).isEmpty();
        assertThat(after(Duration.ofNanos(1))).containsExactly(1_000_000L - 60_000 - 1);
    }

    @Test
    void aSlowPartitionThatWasNeverIdleGoesOnSpeaking() {
        event(1_000);
        after(WakeUpGrace.GRACE);
        for (int i = 1; i <= 10; i++) {
            assertThat(after(IDLENESS.minusSeconds(11))).hasSize(1);
            event(1_000 + i);
            assertThat(after(Duration.ofMillis(200))).containsExactly((1_000L + i) * 1000 - 60_000 - 1);
        }
    }

    @Test
    void anIdlePartitionGetsItsGraceAgain() {
        event(1_000);
        after(IDLENESS);
        event(2_000);

        assertThat(after(Duration.ofSeconds(1))).isEmpty();
        assertThat(after(WakeUpGrace.GRACE)).hasSize(1);
    }

    @Test
    void theClockNeverGoesBack() {
        event(1_000);
        event(900);

        assertThat(after(WakeUpGrace.GRACE)).containsExactly(1_000_000L - 60_000 - 1);
    }

    private static final class Recorded implements WatermarkOutput {
        private final List<Long> marks = new ArrayList<>();
        private boolean active;

        @Override
        public void emitWatermark(Watermark watermark) {
            marks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            active = false;
        }

        @Override
        public void markActive() {
            active = true;
        }
    }
}
