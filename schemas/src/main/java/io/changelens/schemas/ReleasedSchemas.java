package io.changelens.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * All released versions of all contracts. A Kafka record names its writer's schema by fingerprint; these are the
 * schemas that such a fingerprint can refer to.
 */
public final class ReleasedSchemas {

    private ReleasedSchemas() {}

    /** Returns the released versions of a contract, oldest first; empty for an unknown contract. */
    public static List<Schema> versions(String contract) {
        List<Schema> versions = new ArrayList<>();
        for (int version = 1; ; version++) {
            String resource = "released/" + contract + "/v" + version + ".avsc";
            try (InputStream in = ReleasedSchemas.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return versions;
                }
                versions.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + resource, e);
            }
        }
    }

    /** Returns the released versions of all contracts. */
    public static List<Schema> all() {
        return RecordKind.all().stream()
                .flatMap(kind -> versions(kind.contract()).stream())
                .toList();
    }
}
