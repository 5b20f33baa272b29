/**
 * The watermark of a Kafka topic, decided at one place by the event times that were read and by the consumers' lag:
 * {@link io.changelens.pipeline.source.watermark.LagAwareReader}s report how far they are, {@link
 * io.changelens.pipeline.source.watermark.TopicWatermark} decides, and every reader emits that watermark. No wall clock makes an
 * event late.
 */
package io.changelens.pipeline.source.watermark;
