package io.changelens.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.attribution.Candidate.Result;
import io.changelens.core.delivery.LiveTimes;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.ChangeType;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployedChangeTest {

    private static DeployedChange change(LiveTimes... times) {
        return new DeployedChange(
                "CH-1",
                "player",
                4,
                true,
                90,
                900,
                List.of(times),
                ChangeType.NORMAL,
                120,
                "v8",
                List.of("store"),
                List.of("web"));
    }

    private static LiveTimes live(long from, long live, String... cohorts) {
        return new LiveTimes(from, live, OpenEnd.TIME, false, false, List.of(cohorts));
    }

    private static LiveTimes rolledBack(long from, long live, long until) {
        return new LiveTimes(from, live, until, false, true, List.of());
    }

    private static LiveTimes failed(long from, long live, long until) {
        return new LiveTimes(from, live, until, true, false, List.of());
    }

    @Test
    void itShowsFromWhenItWasLive() {
        assertThat(change(live(100, 130)).visibleFrom(130)).isEqualTo(130);
        assertThat(change(live(100, 130)).visibleFrom(500)).isEqualTo(130);
    }

    @Test
    void whileItRunsItShowsFromWhenItBegan() {
        assertThat(change(live(100, 130)).visibleFrom(129)).isEqualTo(100);
        assertThat(change(live(100, 130)).isRunning(129)).isTrue();
        assertThat(change(live(100, OpenEnd.TIME)).visibleFrom(500)).isEqualTo(100);
    }

    @Test
    void howItEndedIsSeenFromAnIncident() {
        assertThat(change(rolledBack(100, 130, 300)).result(299)).isEqualTo(Result.ROLLED_BACK);
        assertThat(change(rolledBack(100, 130, 300)).result(300)).isEqualTo(Result.ROLLED_BACK_BEFORE);
        assertThat(change(failed(100, 130, OpenEnd.TIME)).result(200)).isEqualTo(Result.FAILED);
        assertThat(change(live(100, 130)).result(200)).isEqualTo(Result.LIVE);
    }

    @Test
    void anIncidentSeesTheRolloutStepOfItsTime() {
        DeployedChange canary = change(new LiveTimes(100, 130, 200, false, false, List.of("canary")), live(100, 200));

        assertThat(canary.scope(150)).isEqualTo(new RolloutScope(List.of("canary"), "v8"));
        assertThat(canary.visibleFrom(150)).isEqualTo(130);
        assertThat(canary.scope(250)).as("named after the version").isEqualTo(new RolloutScope(List.of(), "v8"));
        assertThat(canary.visibleFrom(250)).isEqualTo(200);
    }

    @Test
    void anIncidentSeesTheAttemptOfItsTime() {
        DeployedChange again = change(rolledBack(100, 130, 300), live(500, 520));

        assertThat(again.visibleFrom(200)).isEqualTo(130);
        assertThat(again.result(200)).isEqualTo(Result.ROLLED_BACK);
        assertThat(again.visibleFrom(400)).isEqualTo(130);
        assertThat(again.visibleFrom(510)).isEqualTo(500);
        assertThat(again.visibleFrom(600)).isEqualTo(520);
        assertThat(again.result(600)).isEqualTo(Result.LIVE);
    }

    @Test
    void aRollbackOfTheWholeRolloutIsSeenFromItsFirstStepToo() {
        DeployedChange canary = change(
                new LiveTimes(100, 130, 200, false, false, List.of("canary")),
                new LiveTimes(100, 200, 400, false, true, List.of()));

        assertThat(canary.result(150)).isEqualTo(Result.ROLLED_BACK);
    }
}
