package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Severity;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DowntimeTest {

    private static IncidentEvent event(IncidentPhase phase, long at, Severity severity) {
        return IncidentEvent.newBuilder()
                .setEventId(phase + "-" + at)
                .setIncidentId("INC-1")
                .setPhase(phase)
                .setOccurredAt(Instant.ofEpochMilli(at))
                .setService("player")
                .setSeverity(severity)
                .build();
    }

    private static Downtime of(IncidentEvent... events) {
        return Downtime.of(IncidentHistory.of(List.of(events)), true);
    }

    @Test
    void aGraveIncidentIsADowntimeFromItsEarliestTimeUntilItIsResolved() {
        assertThat(of(
                        event(IncidentPhase.ACKNOWLEDGED, 50, Severity.MAJOR),
                        event(IncidentPhase.OPENED, 100, Severity.MAJOR),
                        event(IncidentPhase.RESOLVED, 900, Severity.MAJOR)))
                .isEqualTo(new Downtime(50, 900));
        assertThat(of(event(IncidentPhase.OPENED, 100, Severity.CRITICAL))).isEqualTo(new Downtime(100, OpenEnd.TIME));
    }

    @Test
    void othersAreNone() {
        IncidentHistory elsewhere = IncidentHistory.of(List.of(event(IncidentPhase.OPENED, 100, Severity.CRITICAL)));
        assertThat(Downtime.of(elsewhere, false)).isNull();
        assertThat(of(event(IncidentPhase.OPENED, 100, Severity.MINOR))).isNull();
        assertThat(of(event(IncidentPhase.OPENED, 100, Severity.UNKNOWN))).isNull();
        assertThat(of(
                        event(IncidentPhase.OPENED, 100, Severity.MAJOR),
                        event(IncidentPhase.UPDATED, 200, Severity.MINOR)))
                .isNull();
    }

    /** A downtime touches a minute if one of its milliseconds is in it; one without length, if it is inside. */
    @Property
    void aMinuteIsTouchedIfAMillisecondOfItIsDown(
            @ForAll @IntRange(max = 300_000) int from, @ForAll @IntRange(min = 1, max = 200_000) int length) {
        Downtime downtime = new Downtime(from, from + length);
        for (int minute = 0; minute < 600_000; minute += 60_000) {
            boolean touched = false;
            for (int at = minute; at < minute + 60_000; at++) {
                touched |= at >= from && at < from + length;
            }
            assertThat(downtime.covers(minute)).isEqualTo(touched);
        }
    }
}
