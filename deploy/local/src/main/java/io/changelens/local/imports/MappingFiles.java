package io.changelens.local.imports;

import io.changelens.schemas.RecordKind;
import io.changelens.local.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds a mapping by its path, or by its name among those that ship with Changelens. */
final class MappingFiles {
    /** Names of the shipped mappings. */
    static final List<String> SHIPPED = List.of("github-status-incidents", "govuk-deployments", "oulad-student-vle");

    private MappingFiles() {}

    /**
     * Reads a mapping.
     *
     * @param nameOrPath as the user gave it
     * @throws UserError when there is none, or something is wrong with it
     */
    static Mapping read(String nameOrPath, RecordKind<?> kind) {
        Path path = Path.of(nameOrPath);
        try {
            if (Files.isRegularFile(path)) {
                try (InputStream yaml = Files.newInputStream(path)) {
                    return MappingReader.read(nameOrPath, yaml, kind);
                }
            }
            String name = nameOrPath.replaceFirst("\\.ya?ml$", "");
            if (SHIPPED.contains(name)) {
                try (InputStream yaml = MappingFiles.class.getResourceAsStream("/mappings/" + name + ".yaml")) {
                    return MappingReader.read(name + ".yaml", yaml, kind);
                }
            }
        } catch (IOException e) {
            throw new UserError("cannot read the mapping " + nameOrPath + ": " + e.getMessage());
        }
        throw new UserError("no mapping file " + nameOrPath + ", and none of that name ships with Changelens (shipped: "
                + String.join(", ", SHIPPED) + ")");
    }
}
