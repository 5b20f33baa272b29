package io.changelens.pipeline.source.watermark;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The watermark that the coordinator sends to the readers.
 *
 * @param watermark watermark of the topic, epoch milliseconds; {@code Long.MIN_VALUE} while there is none
 * @param idle whether the topic is read to its end and holds back no other stream
 * @param wakeUps how often the topic has been woken up; readers report the number back
 */
record WatermarkDecision(long watermark, boolean idle, long wakeUps) implements SourceEvent {}
