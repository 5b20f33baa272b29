package io.changelens.pipeline.source.watermark;

import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What a reader tells the coordinator.
 *
 * @param partitions all partitions that it reads
 * @param wakeUps the latest wake-up that it has passed on downstream
 */
record ProgressReport(Map<Integer, PartitionProgress> partitions, long wakeUps) implements SourceEvent {}
