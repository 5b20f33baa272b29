package io.changelens.pipeline.delivery;

import io.changelens.core.delivery.DeliveredChange;
import io.changelens.pipeline.decode.RecordPosition;

/**
 * A change, related to the other changes of its service.
 *
 * @param change the change and its delivery
 * @param cause position of the event that was added last to its history
 */
public record Related(DeliveredChange change, RecordPosition cause) {}
