package io.changelens.pipeline.delivery;

import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.DeliveredChange;
import io.changelens.core.delivery.ServiceDeployments.Relations;
import io.changelens.pipeline.decode.RecordPosition;

/**
 * How a change relates to the other changes of its service, with a new history or after the relations changed.
 *
 * @param changeId id of the change
 * @param history its new history; null if only its relations changed
 * @param production whether its environment counts as production
 * @param relations its relations
 * @param cause position of the event that was added last to its history; null if only its relations changed
 */
public record Related(
        String changeId, ChangeHistory history, boolean production, Relations relations, RecordPosition cause) {

    /** Returns the known change with these relations, or this one if it has a history itself. */
    Related onto(Related known) {
        return history == null ? new Related(changeId, known.history, known.production, relations, known.cause) : this;
    }

    DeliveredChange delivered() {
        return new DeliveredChange(history, production, relations);
    }
}
