package io.changelens.pipeline.observed;

import io.changelens.core.kpi.Micros;
import io.changelens.core.kpi.Ratio;
import io.changelens.core.time.Minute;
import io.changelens.schemas.OutcomeMinute;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Publishes the denominators of volumes: 1 in each observed minute. The amounts are published with the activity, with a
 * denominator of 0.
 */
final class VolumeMinutes implements FlatMapFunction<KpiSpan, OutcomeMinute> {

    private static final long serialVersionUID = 1;

    private static final Ratio OBSERVED = new Ratio(0, Micros.PER_UNIT);

    @Override
    public void flatMap(KpiSpan span, Collector<OutcomeMinute> out) {
        for (long minute = span.from(); minute < span.until(); minute = Minute.end(minute)) {
            out.collect(ObservedMinutes.of(span.key(), minute, OBSERVED, 1, span.catalogRevision()));
        }
    }
}
