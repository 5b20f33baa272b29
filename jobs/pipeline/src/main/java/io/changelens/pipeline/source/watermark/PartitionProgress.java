package io.changelens.pipeline.source.watermark;

import java.io.Serializable;

/**
 * How far a partition has been read and sent on.
 *
 * @param nextOffset offset after the last record sent on
 * @param latest latest event time among them, epoch milliseconds; the smallest long when there was none
 */
record PartitionProgress(long nextOffset, long latest) implements Serializable {}
