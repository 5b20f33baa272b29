package io.changelens.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.local.cli.UserError;
import io.changelens.core.rules.EventRules;
import io.changelens.schemas.ValueStreamCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a catalog from YAML, whose keys are the fields of the contract {@code ValueStreamCatalog}. */
public final class CatalogYaml {
    private static final String DEFAULT = "/catalog/default-catalog.yaml";

    private CatalogYaml() {}

    /** The catalog of an online school that ships with Changelens: revision 1, from 1970. */
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
     * @throws UserError in one line that names the place, when it cannot be read or breaks a rule
     */
    public static ValueStreamCatalog read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return read(file.toString(), yaml);
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + e.getMessage());
        }
    }

    /**
     * Reads a catalog.
     *
     * @param name how messages call it
     * @throws UserError in one line that names the place, when it cannot be read or breaks a rule
     */
    static ValueStreamCatalog read(String name, InputStream yaml) {
        JsonNode json = Yaml.read(name, yaml);
        if (!(json instanceof ObjectNode object)) {
            throw new UserError(
                    name + ": expected the keys of a catalog (revision, effectiveFrom, valueStreams, services, kpis)");
        }
        try {
            ValueStreamCatalog catalog = (ValueStreamCatalog) AvroValues.toRecord(ValueStreamCatalog.SCHEMA$, object);
            EventRules.check(catalog, System.currentTimeMillis()).ifPresent(violation -> {
                throw new UserError(name + ": " + violation.detail() + " (rule " + violation.rule() + ")");
            });
            return catalog;
        } catch (RowRejected e) {
            throw new UserError(name + ": " + e.line());
        }
    }
}
