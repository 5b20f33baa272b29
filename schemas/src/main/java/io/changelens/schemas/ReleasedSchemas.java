package io.changelens.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Every version of every contract that was ever released. A record on the wire names its writer's schema by
 * fingerprint; these are the schemas that such a fingerprint can stand for.
 */
public final class ReleasedSchemas {

    private ReleasedSchemas() {}

    /** The released versions of a contract, oldest first. */
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

    /** The released versions of all contracts. */
    public static List<Schema> all() {
        return RecordKind.all().stream()
                .flatMap(kind -> versions(kind.contract()).stream())
                .toList();
    }
}
