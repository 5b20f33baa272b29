package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EvidenceScheduleTest {

    private static final long MINUTE = 60_000;

    private static AttributionRules rules(Duration after) {
        AttributionRules d = AttributionRules.DEFAULT;
        return new AttributionRules(d.lookBack(), d.halfLife(), d.perDependency(), d.unattributed(), d.before(), after);
    }

    private static EvidenceSchedule after(long minutes) {
        return EvidenceSchedule.of(rules(Duration.ofMinutes(minutes)), Duration.ofMinutes(5));
    }

    @Test
    void looksComeSoonHalfWayWhenAllIsOverAndWhenNothingCanComeLate() {
        assertThat(after(16).delays())
                .containsExactly(2 * MINUTE, 9 * MINUTE, 16 * MINUTE, 21 * MINUTE)
                .hasSize(EvidenceSchedule.COUNT);
        assertThat(after(16).delays().get(EvidenceSchedule.COMPLETE - 1))
                .as("the look from which on all minutes are over")
                .isEqualTo(16 * MINUTE);
    }

    @Test
    void whereLittleTimeCountsTheFirstLookIsTheLastOfIt() {
        assertThat(after(1).delays()).containsExactly(MINUTE, MINUTE, MINUTE, 6 * MINUTE);
    }

    @Test
    void aLookIsOverWhenItsTimeHasCome() {
        EvidenceSchedule schedule = after(16);
        long opened = 1000 * MINUTE;

        assertThat(schedule.over(opened, opened - 1)).isZero();
        assertThat(schedule.over(opened, opened + 2 * MINUTE - 1)).isZero();
        assertThat(schedule.over(opened, opened + 2 * MINUTE)).isEqualTo(1);
        assertThat(schedule.over(opened, opened + 16 * MINUTE - 1)).isEqualTo(2);
        assertThat(schedule.over(opened, opened + 16 * MINUTE)).isEqualTo(EvidenceSchedule.COMPLETE);
        assertThat(schedule.over(opened, opened + 21 * MINUTE)).isEqualTo(EvidenceSchedule.COUNT);
    }
}
