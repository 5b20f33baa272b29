package io.changelens.pipeline.catalog;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.Impact;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds what changes, incidents or release windows affect, and finds it again when a catalog revision arrives that
 * applies to their time: a catalog may come after the events, or be corrected for the past.
 *
 * <p>State: the latest element of each key with its impact, until the time that {@link #keptUntil} returns.
 *
 * @param <I> the type of the input
 * @param <O> the type of the output
 */
public abstract class ResolveImpact<I, O> extends KeyedBroadcastProcessFunction<String, I, ValueStreamCatalog, O> {

    private final List<ValueStreamCatalog> known;
    private final ValueStateDescriptor<I> latestDescriptor;
    private final ValueStateDescriptor<Impact> impactDescriptor =
            new ValueStateDescriptor<>("impact", TypeInformation.of(Impact.class));
    private transient CatalogHistory catalogs;
    private transient ValueState<I> latest;
    private transient ValueState<Impact> impact;

    /**
     * Creates a function.
     *
     * @param known catalog revisions known from the start; at least one
     * @param type Flink type of the elements
     */
    protected ResolveImpact(List<ValueStreamCatalog> known, TypeInformation<I> type) {
        this.known = List.copyOf(known);
        this.latestDescriptor = new ValueStateDescriptor<>("latest", type);
    }

    /** Returns the time by which the catalog revision of an element is selected, epoch milliseconds. */
    protected abstract long time(I element);

    /** Returns the event time until which an element is kept, epoch milliseconds. */
    protected abstract long keptUntil(I element);

    /**
     * Returns the element to keep when one arrives; null if it says nothing new.
     *
     * @param element the element that arrived
     * @param known the latest one; null for the first
     */
    protected abstract I updated(I element, I known);

    /** Returns what an element affects, by the catalog revision in effect at its time. */
    protected abstract Impact impact(I element, CatalogIndex catalog);

    /** Returns the output for an element. */
    protected abstract O resolved(I element, Impact impact, CatalogIndex catalog);

    @Override
    public void open(OpenContext context) {
        latest = getRuntimeContext().getState(latestDescriptor);
        impact = getRuntimeContext().getState(impactDescriptor);
    }

    @Override
    public final void processElement(I element, ReadOnlyContext context, Collector<O> out) throws Exception {
        if (catalogs == null) {
            catalogs = CatalogFunction.historyOf(known, context.getBroadcastState(CatalogFunction.REVISIONS));
        }
        I now = updated(element, latest.value());
        if (now == null) {
            return;
        }
        latest.update(now);
        context.timerService().registerEventTimeTimer(keptUntil(now));
        out.collect(resolve(now, impact, catalogs));
    }

    @Override
    public final void processBroadcastElement(ValueStreamCatalog revision, Context context, Collector<O> out)
            throws Exception {
        var revisions = context.getBroadcastState(CatalogFunction.REVISIONS);
        CatalogHistory before = CatalogFunction.historyOf(known, revisions);
        revisions.put(revision.getRevision(), revision);
        CatalogHistory now = CatalogFunction.historyOf(known, revisions);
        catalogs = now;
        context.applyToKeyedState(latestDescriptor, (key, state) -> {
            I element = state.value();
            long time = time(element);
            if (!now.at(time).catalog().equals(before.at(time).catalog())) {
                // The key of the state that is visited is the current one.
                out.collect(resolve(element, impact, now));
            }
        });
    }

    private O resolve(I element, ValueState<Impact> state, CatalogHistory history) throws Exception {
        CatalogIndex catalog = history.at(time(element));
        Impact before = state.value();
        Impact found = impact(element, catalog);
        Impact now = before == null ? found : found.since(before);
        state.update(now);
        return resolved(element, now, catalog);
    }

    @Override
    public final void onTimer(long timestamp, OnTimerContext context, Collector<O> out) throws Exception {
        I element = latest.value();
        if (element != null && keptUntil(element) <= timestamp) {
            latest.clear();
            impact.clear();
        }
    }
}
