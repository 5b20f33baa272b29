/**
 * Decides the watermark of a Kafka topic, in one place, from the event times that were read and from the lag of the
 * consumers. {@link io.changelens.pipeline.source.watermark.LagAwareReader}s report their progress,
 * {@link io.changelens.pipeline.source.watermark.TopicWatermark} decides, and every reader emits the same watermark.
 * Wall-clock time never makes an event late. This package knows neither the schemas of records nor the settings of the
 * jobs.
 */
package io.changelens.pipeline.source.watermark;
