package io.changelens.pipeline.catalog;

import io.changelens.core.catalog.CatalogHistory;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Processes each element with the catalog revision in effect at its time. The function starts with the revisions known
 * when the job was submitted, so no element is processed without a catalog, and adds the revisions that are broadcast.
 *
 * <p>State: the revisions, a few kilobytes each.
 *
 * @param <I> the type of the input
 * @param <O> the type of the output
 */
public abstract class CatalogFunction<I, O> extends BroadcastProcessFunction<I, ValueStreamCatalog, O> {

    /** Descriptor of the broadcast revisions, by number. */
    public static final MapStateDescriptor<Long, ValueStreamCatalog> REVISIONS =
            new MapStateDescriptor<>("catalog-revisions", Types.LONG, new AvroTypeInfo<>(ValueStreamCatalog.class));

    private final List<ValueStreamCatalog> known;
    private transient CatalogHistory history;

    /**
     * Creates a function.
     *
     * @param known catalog revisions known from the start; at least one
     */
    protected CatalogFunction(List<ValueStreamCatalog> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Processes one element.
     *
     * @param element the element
     * @param catalogs all known revisions; the function looks one up by the time of the element
     * @param out receives the results
     */
    protected abstract void process(I element, CatalogHistory catalogs, Collector<O> out);

    @Override
    public final void processElement(I element, ReadOnlyContext context, Collector<O> out) throws Exception {
        if (history == null) {
            history = historyOf(known, context.getBroadcastState(REVISIONS));
        }
        process(element, history, out);
    }

    @Override
    public final void processBroadcastElement(ValueStreamCatalog revision, Context context, Collector<O> out)
            throws Exception {
        context.getBroadcastState(REVISIONS).put(revision.getRevision(), revision);
        history = null;
    }

    /**
     * Returns all revisions: those known from the start, and those that were broadcast, which replace them.
     *
     * @param known catalog revisions known from the start; at least one
     */
    static CatalogHistory historyOf(
            List<ValueStreamCatalog> known, ReadOnlyBroadcastState<Long, ValueStreamCatalog> state) throws Exception {
        Map<Long, ValueStreamCatalog> revisions = new HashMap<>();
        known.forEach(c -> revisions.put(c.getRevision(), c));
        state.immutableEntries().forEach(e -> revisions.put(e.getKey(), e.getValue()));
        return CatalogHistory.of(revisions.values());
    }
}
