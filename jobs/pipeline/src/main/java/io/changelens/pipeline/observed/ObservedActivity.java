package io.changelens.pipeline.observed;

import io.changelens.core.time.ActivitySpan;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The time in which the activity of all value streams was observed.
 *
 * @param spans consecutive spans in the order of their times; one without an end is followed by one with the same start
 * @param revised spans that replace an earlier one, because activity in a pause became known late
 */
public record ObservedActivity(DataStream<ActivitySpan> spans, DataStream<ActivitySpan> revised) {

    /**
     * Observes activity.
     *
     * @param minutes starts of minutes with activity of any value stream, epoch milliseconds, repeated and in any order,
     *     with event time
     * @param lateness how long after its end, in event time, a minute may become known
     */
    public static ObservedActivity of(DataStream<Long> minutes, Duration lateness) {
        SingleOutputStreamOperator<ActivitySpan> spans = minutes.flatMap(new DistinctMinutes())
                .returns(Types.LONG)
                .uid("distinct-minutes")
                .name("distinct minutes")
                .keyBy(minute -> 0, Types.INT)
                .process(new ObserveActivity(lateness), TypeInformation.of(ActivitySpan.class))
                .uid("observe-activity")
                .name("observe activity");
        return new ObservedActivity(spans, spans.getSideOutput(ObserveActivity.REVISED));
    }
}
