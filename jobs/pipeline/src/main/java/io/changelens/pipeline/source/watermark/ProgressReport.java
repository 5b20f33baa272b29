package io.changelens.pipeline.source.watermark;

import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The progress that a reader reports to the coordinator.
 *
 * @param partitions progress of all partitions that it reads, by partition
 * @param wakeUps number of the last wake-up that it has passed on downstream
 */
record ProgressReport(Map<Integer, PartitionProgress> partitions, long wakeUps) implements SourceEvent {}
