package io.changelens.simulation;

import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import java.time.Instant;
import java.util.List;

/**
 * A change with its events and what it truly does.
 *
 * @param id its id
 * @param kind what it is meant to show
 * @param service service that is deployed
 * @param live when it is live
 * @param until when it is rolled back or taken back; {@link Planted#FOREVER} if it is not
 * @param end how it ends
 * @param events what is reported of it
 * @param planted what it does
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

    /** Whether it went live. */
    public boolean wentLive() {
        return end == ChangePhase.SUCCEEDED || end == ChangePhase.ROLLED_BACK;
    }
}
