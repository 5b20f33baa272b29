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
 * A function that reads each element by the catalog of its time. It starts with the revisions known when the job was
 * submitted, so that no element is read without one, and follows those that are broadcast.
 *
 * <p>State: the revisions, a few kilobytes each.
 *
 * @param <I> what it reads
 * @param <O> what it makes of it
 */
public abstract class CatalogFunction<I, O> extends BroadcastProcessFunction<I, ValueStreamCatalog, O> {

    /** The broadcast revisions, by number. */
    public static final MapStateDescriptor<Long, ValueStreamCatalog> REVISIONS =
            new MapStateDescriptor<>("catalog-revisions", Types.LONG, new AvroTypeInfo<>(ValueStreamCatalog.class));

    private final List<ValueStreamCatalog> known;
    private transient CatalogHistory history;

    /** A function that knows these revisions from its start. */
    protected CatalogFunction(List<ValueStreamCatalog> known) {
        this.known = List.copyOf(known);
    }

    /** Reads one element. */
    protected abstract void process(I element, CatalogHistory catalogs, Collector<O> out);

    @Override
    public final void processElement(I element, ReadOnlyContext context, Collector<O> out) throws Exception {
        if (history == null) {
            history = historyOf(context.getBroadcastState(REVISIONS));
        }
        process(element, history, out);
    }

    @Override
    public final void processBroadcastElement(ValueStreamCatalog revision, Context context, Collector<O> out)
            throws Exception {
        context.getBroadcastState(REVISIONS).put(revision.getRevision(), revision);
        history = null;
    }

    private CatalogHistory historyOf(ReadOnlyBroadcastState<Long, ValueStreamCatalog> state) throws Exception {
        Map<Long, ValueStreamCatalog> revisions = new HashMap<>();
        known.forEach(c -> revisions.put(c.getRevision(), c));
        state.immutableEntries().forEach(e -> revisions.put(e.getKey(), e.getValue()));
        return CatalogHistory.of(revisions.values());
    }
}
