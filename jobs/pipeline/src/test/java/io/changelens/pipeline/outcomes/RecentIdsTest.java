package io.changelens.pipeline.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {

    @Test
    void anIdIsNewOnceWhileItsMinuteIsOpenAndForgottenAfterwards() {
        RecentIds ids = new RecentIds();

        assertThat(ids.firstSight(7, 60_000)).isTrue();
        assertThat(ids.firstSight(7, 120_000)).as("a copy with another time").isFalse();
        ids.forgetBefore(60_000);
        assertThat(ids.firstSight(7, 60_000)).isFalse();
        ids.forgetBefore(120_000);
        assertThat(ids.size()).isZero();
    }
}
