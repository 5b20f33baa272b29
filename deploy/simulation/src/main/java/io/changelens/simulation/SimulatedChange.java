package io.changelens.simulation;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.List;

/**
 * A change with its events and its true effects.
 *
 * @param id its id
 * @param kind purpose in the simulation
 * @param service id of the deployed service
 * @param live when it becomes live
 * @param until when it is rolled back, by itself or by another change; {@link Planted#FOREVER} if it is not
 * @param end its last phase
 * @param events its events
 * @param planted its true effects
 */
public record SimulatedChange(
        String id,
        Kind kind,
        String service,
        Instant live,
        Instant until,
        ChangePhase end,
        List<DeploymentEvent> events,
        List<Planted> planted) {

    /** Whether it became live. */
    public boolean wentLive() {
        return end == ChangePhase.SUCCEEDED || end == ChangePhase.ROLLED_BACK;
    }
}
