package io.changelens.mapping.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.core.rules.EventRules;
import io.changelens.mapping.record.AvroValues;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.RowRejected;
import io.changelens.mapping.row.Yaml;
import io.changelens.schemas.ValueStreamCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a catalog from YAML, whose keys are the fields of the Avro schema {@code ValueStreamCatalog}. */
public final class CatalogYaml {
    private static final String DEFAULT = "/catalog/default-catalog.yaml";

    private CatalogYaml() {}

    /** Returns the catalog of an online school that ships with Changelens: revision 1, effective from 1970. */
    public static ValueStreamCatalog defaultCatalog() {
        try (InputStream yaml = CatalogYaml.class.getResourceAsStream(DEFAULT)) {
            return read("default-catalog.yaml", yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DEFAULT, e);
        }
    }

    /**
     * Reads a catalog from a file.
     *
     * @param file the YAML file
     * @return a catalog that breaks no rule
     * @throws InputError with a one-line message that names the place, when the file cannot be read or breaks a rule
     */
    public static ValueStreamCatalog read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return read(file.toString(), yaml);
        } catch (IOException e) {
            throw new InputError("cannot read " + file + ": " + e.getMessage());
        }
    }

    /**
     * Reads a catalog from a stream.
     *
     * @param name name of the catalog in messages
     * @param yaml the YAML text
     * @return a catalog that breaks no rule
     * @throws InputError with a one-line message that names the place, when the text cannot be read or breaks a rule
     */
    public static ValueStreamCatalog read(String name, InputStream yaml) {
        JsonNode json = Yaml.read(name, yaml);
        if (!(json instanceof ObjectNode object)) {
            throw new InputError(
                    name + ": expected the keys of a catalog (revision, effectiveFrom, valueStreams, services, kpis)");
        }
        try {
            ValueStreamCatalog catalog = (ValueStreamCatalog) AvroValues.toRecord(ValueStreamCatalog.SCHEMA$, object);
            EventRules.check(catalog, System.currentTimeMillis()).ifPresent(violation -> {
                throw new InputError(name + ": " + violation.detail() + " (rule " + violation.rule() + ")");
            });
            return catalog;
        } catch (RowRejected e) {
            throw new InputError(name + ": " + e.line());
        }
    }
}
