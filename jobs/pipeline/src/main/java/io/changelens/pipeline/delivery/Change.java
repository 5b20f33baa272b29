package io.changelens.pipeline.delivery;

import io.changelens.core.catalog.Impact;
import io.changelens.core.delivery.ChangeHistory;
import io.changelens.pipeline.decode.RecordPosition;

/**
 * A row of {@code changes}.
 *
 * @param history history of the change
 * @param impact value streams that the service of the change serves, by the catalog
 * @param cause position of the event that caused this revision
 */
public record Change(ChangeHistory history, Impact impact, RecordPosition cause) {}
