package io.changelens.mapping.rule;

import io.changelens.mapping.row.InputError;
import io.changelens.schemas.RecordKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds a mapping by its path, or by its name among the mappings that ship with Changelens. */
public final class MappingFiles {
    /** Names of the shipped mappings. */
    public static final List<String> SHIPPED =
            List.of("github-status-incidents", "govuk-deployments", "oulad-student-vle");

    private MappingFiles() {}

    /**
     * Reads a mapping; a file at the path takes precedence over a shipped mapping of that name.
     *
     * @param nameOrPath name or path as the user wrote it
     * @param kind kind of the records that the mapping makes
     * @throws InputError when there is no such mapping, or it is invalid
     */
    public static Mapping read(String nameOrPath, RecordKind<?> kind) {
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
            throw new InputError("cannot read the mapping " + nameOrPath + ": " + e.getMessage());
        }
        throw new InputError("no mapping file " + nameOrPath
                + ", and none of that name ships with Changelens (shipped: " + String.join(", ", SHIPPED) + ")");
    }
}
