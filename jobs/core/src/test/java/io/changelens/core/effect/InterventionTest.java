package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import org.junit.jupiter.api.Test;

class InterventionTest {

    private static Intervention of(Kind kind, long until) {
        return new Intervention(new KpiKey("learn", "rating"), kind, "X-7", 3, 90, 100, until, false, "CH-1", null);
    }

    @Test
    void itsNameTellsWhatItIs() {
        assertThat(of(Kind.CHANGE, 500).name()).isEqualTo("change:X-7");
        assertThat(of(Kind.INCIDENT, 500).name()).isEqualTo("incident:X-7");
        assertThat(of(Kind.WINDOW, 500).name()).isEqualTo("window:X-7");
    }

    @Test
    void aChangeShowsForAHorizonAndTheRestUntilItsEnd() {
        assertThat(of(Kind.CHANGE, OpenEnd.TIME).shownUntil(60)).isEqualTo(160);
        assertThat(of(Kind.CHANGE, 130).shownUntil(60)).isEqualTo(130);
        assertThat(of(Kind.INCIDENT, 500).shownUntil(60)).isEqualTo(500);
        assertThat(of(Kind.WINDOW, OpenEnd.TIME).shownUntil(60)).isEqualTo(OpenEnd.TIME);
    }

    @Test
    void itIsAboutTheChangeThatItNames() {
        assertThat(of(Kind.INCIDENT, 500).isAbout("CH-1")).isTrue();
        assertThat(of(Kind.INCIDENT, 500).isAbout("CH-2")).isFalse();
    }

    @Test
    void timesMayBeAddedToNoEnd() {
        assertThat(OpenEnd.TIME + OpenEnd.TIME).isGreaterThan(OpenEnd.TIME);
        assertThat(OpenEnd.TIME).isGreaterThan(4_000_000_000_000L); // the year 2096
    }
}
