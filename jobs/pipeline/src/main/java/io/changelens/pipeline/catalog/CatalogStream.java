package io.changelens.pipeline.catalog;

import io.changelens.pipeline.decode.Intake;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ValueStreamCatalog;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Extracts the catalog revisions from their topic. */
public final class CatalogStream {

    private CatalogStream() {}

    /** Returns the revisions of a decoded topic, in the order of their records. */
    public static DataStream<ValueStreamCatalog> of(Intake<ValueStreamCatalog> topic) {
        return topic.plainEvents("catalogs", RecordKind.VALUE_STREAMS);
    }
}
