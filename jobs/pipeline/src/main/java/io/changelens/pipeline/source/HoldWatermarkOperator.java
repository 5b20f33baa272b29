package io.changelens.pipeline.source;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Holds back the watermark downstream while a bounded stream is read, and marks the stream idle at its end. A bounded
 * source ends with the maximum watermark; combined with a stream that is idle at that moment, it would advance event
 * time to the end of time.
 *
 * @param <T> the type of the records
 */
final class HoldWatermarkOperator<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T>, BoundedOneInput {

    private static final long serialVersionUID = 1;

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) {
        // Dropped: the history does not advance the watermark.
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // Dropped: the history is active until its end.
    }

    @Override
    public void endInput() {
        output.emitWatermarkStatus(WatermarkStatus.IDLE);
    }
}
