package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IncidentHistoryTest {

    private static IncidentEvent.Builder event(IncidentPhase phase, long minute) {
        return IncidentEvent.newBuilder()
                .setEventId(phase + "@" + minute)
                .setIncidentId("INC-1")
                .setPhase(phase)
                .setOccurredAt(minute(minute))
                .setService("player");
    }

    private static Instant minute(long minute) {
        return Instant.ofEpochSecond(60 * minute);
    }

    @Test
    void anIncidentThatIsReopenedIsNotResolved() {
        List<IncidentEvent> events = new ArrayList<>(List.of(
                event(IncidentPhase.REOPENED, 30).build(),
                event(IncidentPhase.RESOLVED, 20).build(),
                event(IncidentPhase.OPENED, 10).build()));
        IncidentHistory open = IncidentHistory.of(events);
        events.add(event(IncidentPhase.RESOLVED, 40).build());
        IncidentHistory over = IncidentHistory.of(events);

        assertThat(open.state()).isEqualTo(IncidentPhase.REOPENED);
        assertThat(open.resolvedAt()).isNull();
        assertThat(over.state()).isEqualTo(IncidentPhase.RESOLVED);
        assertThat(over.resolvedAt()).isEqualTo(minute(40));
        assertThat(over.reopenings()).isEqualTo(1);
        assertThat(over.reached(IncidentPhase.OPENED)).isEqualTo(minute(10));
    }

    @Test
    void anUpdateChangesWhatIsKnownAndNotTheState() {
        IncidentHistory history = IncidentHistory.of(List.of(
                event(IncidentPhase.OPENED, 10).setSeverity(Severity.MINOR).build(),
                event(IncidentPhase.RESOLVED, 20).build(),
                event(IncidentPhase.UPDATED, 30).setSeverity(Severity.CRITICAL).build()));

        assertThat(history.state()).isEqualTo(IncidentPhase.RESOLVED);
        assertThat(history.facts().getSeverity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void whatWasSaidLastOfTheCauseHolds() {
        IncidentEvent opened = event(IncidentPhase.OPENED, 10).build();
        IncidentEvent external =
                event(IncidentPhase.UPDATED, 20).setExternal(true).build();
        IncidentEvent blamed =
                event(IncidentPhase.UPDATED, 30).setCauseChangeId("CH-7").build();
        IncidentEvent afterAll =
                event(IncidentPhase.UPDATED, 40).setExternal(true).build();

        IncidentHistory history = IncidentHistory.of(List.of(opened, external, blamed));
        assertThat(history.facts().getExternal()).isFalse();
        assertThat(history.facts().getCauseChangeId()).isEqualTo("CH-7");

        history = IncidentHistory.of(List.of(opened, external, blamed, afterAll));
        assertThat(history.facts().getExternal()).isTrue();
        assertThat(history.facts().getCauseChangeId()).isNull();
    }

    @Property(tries = 300)
    void theOrderOfArrivalDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        Random random = new Random(seed);
        IncidentPhase[] phases = IncidentPhase.values();
        List<IncidentEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean external = random.nextInt(4) == 0;
            events.add(event(phases[1 + random.nextInt(phases.length - 1)], random.nextInt(6))
                    .setEventId("e" + i)
                    .setExternal(external)
                    .setCauseChangeId(!external && random.nextBoolean() ? "CH-" + i : null)
                    .build());
        }
        IncidentHistory expected = IncidentHistory.of(events);
        Collections.shuffle(events, random);

        assertThat(IncidentHistory.of(events)).isEqualTo(expected);
    }
}
