package io.changelens.pipeline.catalog;

import io.changelens.pipeline.decode.Intake;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ValueStreamCatalog;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Catalog revisions as they come. */
public final class CatalogStream {

    private CatalogStream() {}

    /** The revisions of a decoded topic. */
    public static DataStream<ValueStreamCatalog> of(Intake<ValueStreamCatalog> topic) {
        return topic.plainEvents("catalogs", RecordKind.VALUE_STREAMS);
    }
}
