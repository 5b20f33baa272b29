package io.changelens.pipeline.delivery;

import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.core.delivery.ServiceDeployments;
import io.changelens.core.delivery.ServiceDeployments.Deployed;
import io.changelens.core.delivery.ServiceDeployments.Relations;
import io.changelens.pipeline.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Relates each change to the other changes of its service in production, and emits new relations of the others when it
 * alters them. The last result does not depend on the order of arrival.
 *
 * <p>State by service, of the changes in production: the facts that other changes depend on, the relations, and the time
 * of the last event; a change is removed when {@code delivery.retention} has passed since then.
 */
final class RelateChanges extends KeyedProcessFunction<String, Aggregated<ChangeHistory>, Related> {

    private final ProductionEnvironments production;
    private final boolean inferRollbacks;
    private final long retention;
    private transient MapState<String, Deployed> deployed;
    private transient MapState<String, Relations> relations;
    private transient MapState<String, Long> lastEvents;

    RelateChanges(Settings settings) {
        production = settings.production();
        inferRollbacks = settings.inferRollbacks();
        retention = settings.retention().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        deployed = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("deployed", Types.STRING, TypeInformation.of(Deployed.class)));
        relations = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("relations", Types.STRING, TypeInformation.of(Relations.class)));
        lastEvents = getRuntimeContext().getMapState(new MapStateDescriptor<>("last-events", Types.STRING, Types.LONG));
    }

    @Override
    public void processElement(Aggregated<ChangeHistory> aggregated, Context context, Collector<Related> out)
            throws Exception {
        ChangeHistory history = aggregated.history();
        String id = history.facts().getChangeId();
        boolean inProduction = production.contains(history.facts().getEnvironment());
        Deployed before = deployed.get(id);
        Deployed now = inProduction ? Deployed.of(history) : null;
        if (now == null) {
            forget(id);
        } else {
            deployed.put(id, now);
            lastEvents.put(id, history.lastEventAt().toEpochMilli());
            context.timerService().registerEventTimeTimer(history.lastEventAt().toEpochMilli() + retention);
        }
        List<Related> others = Objects.equals(before, now) ? List.of() : relateOthers(id);
        Relations own = relations.get(id);
        out.collect(new Related(
                id,
                history,
                inProduction,
                own == null ? Relations.none(history.facts().getRollbackOf()) : own,
                aggregated.cause()));
        others.forEach(out::collect);
    }

    /** Relates all changes again, and returns the others whose relations differ now. */
    private List<Related> relateOthers(String changed) throws Exception {
        List<Deployed> all = new ArrayList<>();
        deployed.values().forEach(all::add);
        List<Related> others = new ArrayList<>();
        for (Map.Entry<String, Relations> entry :
                ServiceDeployments.relate(all, inferRollbacks).entrySet()) {
            String id = entry.getKey();
            if (!entry.getValue().equals(relations.get(id))) {
                relations.put(id, entry.getValue());
                if (!id.equals(changed)) {
                    others.add(new Related(id, null, true, entry.getValue(), null));
                }
            }
        }
        return others;
    }

    private void forget(String id) throws Exception {
        deployed.remove(id);
        relations.remove(id);
        lastEvents.remove(id);
    }

    /** What is removed keeps its relations in the last row, and no longer alters those of others. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Related> out) throws Exception {
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, Long> entry : lastEvents.entries()) {
            if (entry.getValue() + retention <= timestamp) {
                over.add(entry.getKey());
            }
        }
        for (String id : over) {
            forget(id);
        }
    }
}
