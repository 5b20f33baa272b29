package io.changelens.pipeline.decode;

import io.changelens.schemas.ReleasedSchemas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The schemas by which records may have been written, by their CRC-64-AVRO fingerprint: all released versions, and
 * those that newer producers have announced on the topic {@code schemas}.
 */
public final class WriterSchemas {

    private final Map<Long, Schema> byFingerprint = new HashMap<>();

    private WriterSchemas(Collection<Schema> schemas) {
        schemas.forEach(s -> byFingerprint.put(SchemaNormalization.parsingFingerprint64(s), s));
    }

    /**
     * The released versions and the announced ones.
     *
     * @param announced schemas as JSON text
     * @throws org.apache.avro.SchemaParseException if one of them is not a schema
     */
    public static WriterSchemas with(List<String> announced) {
        List<Schema> all = new ArrayList<>(ReleasedSchemas.all());
        announced.forEach(json -> all.add(new Schema.Parser().parse(json)));
        return new WriterSchemas(all);
    }

    /** The schema of that fingerprint, or null when it is not known. */
    Schema find(long fingerprint) {
        return byFingerprint.get(fingerprint);
    }
}
