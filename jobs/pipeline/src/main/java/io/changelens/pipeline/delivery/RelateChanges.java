package io.changelens.pipeline.delivery;

import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.DeliveredChange;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.core.delivery.ServiceDeployments;
import io.changelens.core.delivery.ServiceDeployments.Deployed;
import io.changelens.core.delivery.ServiceDeployments.Relations;
import io.changelens.pipeline.config.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Relates each change to the other changes of its service in production, and emits it again when another change alters
 * that. The result does not depend on the order of arrival.
 *
 * <p>State by service: the latest history of each change, the facts that other changes depend on, and its relations; a
 * change is removed when {@code delivery.retention} has passed since its last event.
 */
final class RelateChanges extends KeyedProcessFunction<String, Aggregated<ChangeHistory>, Related> {

    private final ProductionEnvironments production;
    private final boolean inferRollbacks;
    private final long retention;
    private transient MapState<String, Aggregated<ChangeHistory>> changes;
    private transient MapState<String, Deployed> deployed;
    private transient MapState<String, Relations> relations;

    RelateChanges(Settings settings) {
        production = settings.production();
        inferRollbacks = settings.inferRollbacks();
        retention = settings.retention().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        changes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "changes", Types.STRING, Aggregated.typeInfo(HistoryTypes.OF_CHANGES)));
        deployed = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("deployed", Types.STRING, TypeInformation.of(Deployed.class)));
        relations = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("relations", Types.STRING, TypeInformation.of(Relations.class)));
    }

    @Override
    public void processElement(Aggregated<ChangeHistory> aggregated, Context context, Collector<Related> out)
            throws Exception {
        ChangeHistory history = aggregated.history();
        String id = history.facts().getChangeId();
        Deployed before = deployed.get(id);
        Deployed now = inProduction(history) ? Deployed.of(history) : null;
        changes.put(id, aggregated);
        context.timerService().registerEventTimeTimer(history.lastEventAt().toEpochMilli() + retention);
        if (now == null) {
            deployed.remove(id);
            relations.remove(id);
        } else {
            deployed.put(id, now);
        }
        if (now == null ? before != null : !now.equals(before)) {
            relateAll(id, out);
        }
        out.collect(related(aggregated));
    }

    /** Emits the other changes whose relations differ now. */
    private void relateAll(String changed, Collector<Related> out) throws Exception {
        List<Deployed> all = new ArrayList<>();
        deployed.values().forEach(all::add);
        for (Map.Entry<String, Relations> entry :
                ServiceDeployments.relate(all, inferRollbacks).entrySet()) {
            String id = entry.getKey();
            if (!entry.getValue().equals(relations.get(id))) {
                relations.put(id, entry.getValue());
                if (!id.equals(changed)) {
                    out.collect(related(changes.get(id)));
                }
            }
        }
    }

    private Related related(Aggregated<ChangeHistory> aggregated) throws Exception {
        ChangeHistory history = aggregated.history();
        Relations known = relations.get(history.facts().getChangeId());
        return new Related(
                new DeliveredChange(
                        history,
                        inProduction(history),
                        known == null ? Relations.none(history.facts().getRollbackOf()) : known),
                aggregated.cause());
    }

    private boolean inProduction(ChangeHistory history) {
        return production.contains(history.facts().getEnvironment());
    }

    /** What is removed keeps its relations in the last row, and no longer alters those of others. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Related> out) throws Exception {
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, Aggregated<ChangeHistory>> entry : changes.entries()) {
            Instant last = entry.getValue().history().lastEventAt();
            if (last.toEpochMilli() + retention <= timestamp) {
                over.add(entry.getKey());
            }
        }
        for (String id : over) {
            changes.remove(id);
            deployed.remove(id);
            relations.remove(id);
        }
    }
}
