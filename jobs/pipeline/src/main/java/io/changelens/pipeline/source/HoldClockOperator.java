package io.changelens.pipeline.source;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Lets a bounded stream hold back the clock until it has ended, and have no say from then on. A bounded source ends with
 * the last watermark there is; beside a stream that is silent at that moment, it would move the clock to the end of time.
 */
final class HoldClockOperator<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T>, BoundedOneInput {

    private static final long serialVersionUID = 1;

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) {
        // Kept back: what comes from a history has no clock.
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // Kept back: the history counts as active until it ends.
    }

    @Override
    public void endInput() {
        output.emitWatermarkStatus(WatermarkStatus.IDLE);
    }
}
