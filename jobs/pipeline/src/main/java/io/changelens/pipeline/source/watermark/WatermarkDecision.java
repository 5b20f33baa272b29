package io.changelens.pipeline.source.watermark;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What the coordinator tells the readers.
 *
 * @param watermark the topic's watermark
 * @param idle whether the topic is read to its end and holds nobody back
 * @param wakeUps how often the topic has been woken up; readers report it back
 */
record WatermarkDecision(long watermark, boolean idle, long wakeUps) implements SourceEvent {}
