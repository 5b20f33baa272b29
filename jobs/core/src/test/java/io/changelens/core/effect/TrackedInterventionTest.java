package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import org.junit.jupiter.api.Test;

class TrackedInterventionTest {

    private static final long LONGEST = 1000;

    private static Intervention of(Kind kind, long from, long until) {
        return new Intervention(new KpiKey("learn", "rating"), kind, "X-7", 3, from, from, until, false, "", null);
    }

    private static TrackedIntervention with(TrackedIntervention before, Kind kind, long from, long until) {
        return TrackedIntervention.with(before, of(kind, from, until), LONGEST);
    }

    @Test
    void theFirstRevisionIsAllThatIsKnown() {
        assertThat(with(null, Kind.WINDOW, 100, 200))
                .isEqualTo(new TrackedIntervention(of(Kind.WINDOW, 100, 200), 100, 200));
    }

    @Test
    void itKeepsTheEarliestBeginAndTheLatestEnd() {
        TrackedIntervention earlier = with(with(null, Kind.WINDOW, 100, 200), Kind.WINDOW, 50, 120);
        TrackedIntervention later = with(with(null, Kind.WINDOW, 100, 200), Kind.WINDOW, 150, 300);

        assertThat(earlier).isEqualTo(new TrackedIntervention(of(Kind.WINDOW, 50, 120), 50, 200));
        assertThat(later).isEqualTo(new TrackedIntervention(of(Kind.WINDOW, 150, 300), 100, 300));
    }

    @Test
    void anEndThatComesReplacesAnOpenOne() {
        TrackedIntervention open = with(null, Kind.INCIDENT, 100, OpenEnd.TIME);

        assertThat(open.lastUntil()).isEqualTo(OpenEnd.TIME);
        assertThat(with(open, Kind.INCIDENT, 100, 130).lastUntil()).isEqualTo(130);
        assertThat(with(with(open, Kind.INCIDENT, 100, 130), Kind.INCIDENT, 100, OpenEnd.TIME)
                        .lastUntil())
                .as("an incident that is opened again")
                .isEqualTo(OpenEnd.TIME);
    }

    @Test
    void aChangeEndsAfterTheLongestHorizon() {
        assertThat(with(null, Kind.CHANGE, 100, OpenEnd.TIME).lastUntil()).isEqualTo(1100);
    }

    @Test
    void itIsOverWhenItsEndIsNotReadAnyMore() {
        assertThat(with(null, Kind.WINDOW, 100, 200).over(5000, 70)).isEqualTo(270);
    }

    @Test
    void anOpenEndIsWaitedForFromTheFirstBegin() {
        TrackedIntervention open = with(with(null, Kind.INCIDENT, 100, OpenEnd.TIME), Kind.INCIDENT, 150, OpenEnd.TIME);

        assertThat(open.over(5000, 70)).isEqualTo(5170);
    }
}
