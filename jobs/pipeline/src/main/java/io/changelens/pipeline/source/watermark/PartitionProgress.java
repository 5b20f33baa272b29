package io.changelens.pipeline.source.watermark;

import java.io.Serializable;

/**
 * Progress of a partition: what has been emitted downstream.
 *
 * @param nextOffset offset after the last record emitted
 * @param latest latest event time of the records emitted, epoch milliseconds; {@code Long.MIN_VALUE} when there was
 *     none
 */
record PartitionProgress(long nextOffset, long latest) implements Serializable {}
