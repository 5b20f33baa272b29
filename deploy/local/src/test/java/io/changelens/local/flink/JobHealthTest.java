package io.changelens.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobHealthTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final JobHealth health = new JobHealth(LIMIT);

    private boolean dead(long second, boolean running, long checkpoints) {
        return health.observe(Duration.ofSeconds(second).toNanos(), running, checkpoints)
                .isPresent();
    }

    @Test
    void aJobThatRunsIsNeverGivenUp() {
        for (long second = 0; second < 10_000; second++) {
            assertThat(dead(second, true, 0)).isFalse();
        }
    }

    @Test
    void oneThatDoesNotComeUpIsGivenUpAfterTheLimit() {
        assertThat(dead(0, true, 5)).isFalse();
        assertThat(dead(10, false, 5)).isFalse();
        assertThat(dead(130, false, 5)).isFalse();
        assertThat(health.observe(Duration.ofSeconds(131).toNanos(), false, 5)).contains(Duration.ofSeconds(121));
    }

    @Test
    void oneThatComesUpAndFailsAtTheSameRecordIsGivenUpToo() {
        for (long second = 0; second <= 120; second += 20) {
            assertThat(dead(second, false, 5)).isFalse();
            assertThat(dead(second + 15, true, 5)).isFalse();
        }
        assertThat(dead(140, false, 5)).isTrue();
    }

    @Test
    void ordinaryRestartsAreForgottenWithTheNextCheckpoint() {
        for (long second = 0; second < 5_000; second += 50) {
            assertThat(dead(second, false, second)).isFalse();
            assertThat(dead(second + 30, true, second)).isFalse();
            assertThat(dead(second + 40, true, second + 1)).isFalse();
        }
    }

    @Test
    void withoutCheckpointsRunningForTheLimitIsEnough() {
        assertThat(dead(0, false, 0)).isFalse();
        for (long second = 1; second <= 122; second++) {
            assertThat(dead(second, true, 0)).isFalse();
        }
        assertThat(dead(123, false, 0)).isFalse();
    }

    @Test
    void theTimeInWhichSomethingElseIsAwayDoesNotCount() {
        assertThat(dead(0, false, 5)).isFalse();
        for (long second = 1; second <= 600; second++) {
            health.excuse(Duration.ofSeconds(second).toNanos());
            assertThat(dead(second, false, 5)).isFalse();
        }
        assertThat(dead(720, false, 5)).isFalse();
        assertThat(dead(721, false, 5)).isTrue();
    }
}
