package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.attribution.Candidate.Result;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.ChangeType;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployedChangeTest {

    private static DeployedChange change(long begun, long live, long rolledBackAt, boolean failed) {
        return new DeployedChange(
                "CH-1",
                "player",
                4,
                true,
                begun,
                live,
                begun,
                live,
                rolledBackAt,
                failed,
                ChangeType.NORMAL,
                120,
                List.of("pilot"),
                "CH-0",
                List.of("store"));
    }

    @Test
    void itShowsFromWhenItWasLive() {
        assertThat(change(100, 130, OpenEnd.TIME, false).visibleFrom(130)).isEqualTo(130);
        assertThat(change(100, 130, OpenEnd.TIME, false).visibleFrom(500)).isEqualTo(130);
    }

    @Test
    void whileItRunsItShowsFromWhenItBegan() {
        assertThat(change(100, 130, OpenEnd.TIME, false).visibleFrom(129)).isEqualTo(100);
        assertThat(change(100, OpenEnd.TIME, OpenEnd.TIME, false).visibleFrom(500))
                .isEqualTo(100);
    }

    @Test
    void theEarliestRollbackHolds() {
        DeployedChange never = change(100, 130, OpenEnd.TIME, false);

        assertThat(never.rolledBackBy(300)).isEqualTo(change(100, 130, 300, false));
        assertThat(never.rolledBackBy(300).rolledBackBy(200)).isEqualTo(change(100, 130, 200, false));
        assertThat(never.rolledBackBy(200).rolledBackBy(300)).isEqualTo(change(100, 130, 200, false));
        assertThat(never.rolledBackBy(OpenEnd.TIME)).isEqualTo(never);
    }

    @Test
    void howItEndedIsSeenFromAnIncident() {
        DeployedChange rolledBack = change(100, 130, 300, true);

        assertThat(rolledBack.result(299)).isEqualTo(Result.ROLLED_BACK);
        assertThat(rolledBack.result(300)).isEqualTo(Result.ROLLED_BACK_BEFORE);
        assertThat(change(100, 130, OpenEnd.TIME, true).result(200)).isEqualTo(Result.FAILED);
        assertThat(change(100, 130, OpenEnd.TIME, false).result(200)).isEqualTo(Result.LIVE);
    }
}
