package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.DeliveredChange;
import io.changelens.pipeline.decode.RecordPosition;
import java.util.List;

/**
 * A row of {@code changes}.
 *
 * @param delivered the change and its delivery
 * @param impact what it affects, by the catalog revision in effect at its latest event
 * @param dependencies ids of the services that its service depends on, directly or not, by the same revision
 * @param callers ids of the services that depend on its service directly, by the same revision
 * @param cause position of the event that caused this revision
 */
public record Change(
        DeliveredChange delivered,
        Impact impact,
        List<String> dependencies,
        List<String> callers,
        RecordPosition cause) {

    /** History of the change. */
    public ChangeHistory history() {
        return delivered.history();
    }
}
