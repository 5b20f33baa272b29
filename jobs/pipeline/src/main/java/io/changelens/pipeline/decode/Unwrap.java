package io.changelens.pipeline.decode;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes events out of the records they came in, and counts each of them as counted.
 *
 * @param <T> the generated record
 */
final class Unwrap<T> extends ProcessFunction<Received<T>, T> {

    @Override
    public void processElement(Received<T> received, Context context, Collector<T> out) {
        context.output(IntakeDelta.OUTPUT, IntakeDelta.of(received.position(), IntakeDelta.Fate.COUNTED));
        out.collect(received.event());
    }
}
