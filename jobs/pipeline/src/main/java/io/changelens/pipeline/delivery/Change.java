package io.changelens.pipeline.delivery;

import io.changelens.estimation.delivery.ChangeLife;

/**
 * A row of {@code changes}.
 *
 * @param life what its events say
 * @param reached what the catalog says of its service
 */
public record Change(ChangeLife life, Reached reached) {}
