package io.changelens.pipeline.effects;

import io.changelens.core.effect.ControlHour;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.EffectPath;
import io.changelens.core.effect.Intervention;
import io.changelens.core.kpi.KpiKey;
import io.changelens.pipeline.config.Settings;
import io.changelens.schemas.OutcomeMinute;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.types.Either;

/** {@link MeasureEffects} to which outcomes, interventions and control hours can be given. */
final class EffectsHarness
        extends KeyedBroadcastOperatorTestHarness<KpiKey, Either<OutcomeMinute, Intervention>, ControlHour, Effect> {

    EffectsHarness() throws Exception {
        this(1, 0);
    }

    EffectsHarness(int parallelism, int subtask) throws Exception {
        this(EffectsFixture.settings(), parallelism, subtask);
    }

    EffectsHarness(Settings settings, int parallelism, int subtask) throws Exception {
        super(
                new CoBroadcastWithKeyedOperator<>(new MeasureEffects(settings), List.of(ControlHours.DAYS)),
                input -> input.isLeft()
                        ? new KpiKey(input.left().getValueStream(), input.left().getKpi())
                        : input.right().key(),
                TypeInformation.of(KpiKey.class),
                8,
                parallelism,
                subtask);
    }

    void count(OutcomeMinute outcome) throws Exception {
        processElement(
                new StreamRecord<>(Either.Left(outcome), outcome.getMinute().toEpochMilli()));
    }

    void tell(Intervention intervention) throws Exception {
        processElement(new StreamRecord<>(Either.Right(intervention), intervention.from()));
    }

    void close(ControlHour hour) throws Exception {
        processBroadcastElement(new StreamRecord<>(hour, hour.hour()));
    }

    int numKeyedStateEntries() {
        KeyedStateBackend<?> state = ((AbstractStreamOperator<?>) getOperator()).getKeyedStateBackend();
        return ((HeapKeyedStateBackend<?>) state).numKeyValueStateEntries();
    }

    List<EffectPath> paths() {
        List<EffectPath> paths = new ArrayList<>();
        var rows = getSideOutput(MeasureEffects.PATHS);
        if (rows != null) {
            rows.stream().map(StreamRecord::getValue).forEach(paths::add);
        }
        return paths;
    }
}
