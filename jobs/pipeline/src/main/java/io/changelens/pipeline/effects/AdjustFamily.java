package io.changelens.pipeline.effects;

import io.changelens.core.effect.AdjustedEffect;
import io.changelens.core.effect.Effect;
import io.changelens.core.effect.TestFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Judges all effects of a change as one test family, and emits each row that is new or that other effects have changed.
 *
 * <p>A row also says whether its horizon is the headline of its KPI, so a new row may change those of the other horizons.
 *
 * <p>The revision of a row is the sum of the revisions of the family, which only grows. When the family closes, each
 * row that was written with an earlier sum is written again, so the last rows do not depend on the order in which
 * effects arrived.
 *
 * <p>State: the latest row of each effect, cleared by a timer when the last effect of the family closes.
 */
public final class AdjustFamily extends KeyedProcessFunction<String, Effect, AdjustedEffect> {

    static final MapStateDescriptor<String, AdjustedEffect> ROWS =
            new MapStateDescriptor<>("rows", Types.STRING, TypeInformation.of(AdjustedEffect.class));

    private static final Comparator<Effect> ORDER = Comparator.comparing(AdjustFamily::name);

    private transient MapState<String, AdjustedEffect> rows;

    @Override
    public void open(OpenContext context) {
        rows = getRuntimeContext().getMapState(ROWS);
    }

    @Override
    public void processElement(Effect effect, Context context, Collector<AdjustedEffect> out) throws Exception {
        AdjustedEffect known = rows.get(name(effect));
        if (known != null && known.effect().revision() > effect.revision()) {
            return;
        }
        List<Effect> effects = new ArrayList<>();
        for (AdjustedEffect row : rows.values()) {
            if (!name(row.effect()).equals(name(effect))) {
                effects.add(row.effect());
            }
        }
        effects.add(effect);
        for (AdjustedEffect row : judged(effects)) {
            String name = name(row.effect());
            if (!row.sameContent(rows.get(name))) {
                rows.put(name, row);
                out.collect(row);
            }
        }
        context.timerService().registerEventTimeTimer(effect.closesAt());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AdjustedEffect> out) throws Exception {
        List<Effect> effects = new ArrayList<>();
        for (AdjustedEffect row : rows.values()) {
            effects.add(row.effect());
        }
        if (effects.stream().anyMatch(e -> e.closesAt() > timestamp)) {
            return;
        }
        for (AdjustedEffect row : judged(effects)) {
            if (!row.equals(rows.get(name(row.effect())))) {
                out.collect(row);
            }
        }
        rows.clear();
    }

    /**
     * Judges effects in a fixed order, so that ties between p-values are resolved independently of the order of
     * arrival.
     */
    private static List<AdjustedEffect> judged(List<Effect> effects) {
        return TestFamily.judge(effects.stream().sorted(ORDER).toList());
    }

    private static String name(Effect effect) {
        return String.join("|", effect.key().valueStream(), effect.key().kpi(), Long.toString(effect.horizonSeconds()));
    }
}
