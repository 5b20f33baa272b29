package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirtyRangeTest {

    @Test
    void bothAreFromTheFirstToTheLast() {
        assertThat(new DirtyRange(10, 20).and(new DirtyRange(40, 50))).isEqualTo(new DirtyRange(10, 50));
        assertThat(new DirtyRange(40, 50).and(new DirtyRange(10, 20))).isEqualTo(new DirtyRange(10, 50));
        assertThat(new DirtyRange(10, 50).and(new DirtyRange(20, 30))).isEqualTo(new DirtyRange(10, 50));
    }

    @Test
    void andNoneIsTheSame() {
        assertThat(new DirtyRange(10, 20).and(null)).isEqualTo(new DirtyRange(10, 20));
    }
}
