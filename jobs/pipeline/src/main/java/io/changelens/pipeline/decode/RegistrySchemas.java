package io.changelens.pipeline.decode;

import org.apache.avro.Schema;

/** Schemas of a schema registry, by id. */
@FunctionalInterface
public interface RegistrySchemas {

    /** No registry. */
    RegistrySchemas NONE = id -> {
        throw new IllegalStateException("there is no schema registry");
    };

    /**
     * Returns a schema.
     *
     * @param id the id that the registry has given it
     * @return the schema; null if the registry has no Avro schema of that id
     * @throws java.io.UncheckedIOException if the registry does not answer, or refuses
     */
    Schema byId(int id);
}
