package io.changelens.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.Yaml;
import io.changelens.schemas.RecordKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a mapping by its path, or by its name among those that ship with Changelens, and merges it with the one that it
 * extends.
 */
public final class MappingFiles {
    /** Names of the shipped mappings of public data. */
    public static final List<String> SHIPPED =
            List.of("github-status-incidents", "govuk-deployments", "oulad-student-vle");

    /** Names of the shipped presets, each for the documents of one tool. */
    public static final List<String> PRESETS = List.of(
            "alertmanager",
            "argocd",
            "backstage",
            "caliper",
            "canvas",
            "cdevents",
            "devlake",
            "flux",
            "github",
            "github-releases",
            "github-workflow-runs",
            "gitlab",
            "icalendar",
            "jenkins",
            "jira",
            "moodle",
            "openedx",
            "opsgenie",
            "pagerduty",
            "servicenow",
            "statuspage",
            "xapi");

    private static final int LONGEST_CHAIN = 5;
    private static final String YAML = ".yaml";

    private MappingFiles() {}

    /**
     * Reads a mapping for records of one kind; a file at the path takes precedence over a shipped mapping of that name.
     *
     * @param nameOrPath name or path as the user wrote it
     * @param kind kind of the records that the mapping makes
     * @throws InputError when there is no such mapping, or it is invalid
     */
    public static Mapping read(String nameOrPath, RecordKind<?> kind) {
        return read(nameOrPath, Optional.of(kind), Optional.empty());
    }

    /**
     * Reads a mapping or a preset; a file at the path takes precedence over a shipped one of that name.
     *
     * @param nameOrPath name or path as the user wrote it
     * @param kind the kind of events to make; empty for all kinds of the mapping
     * @param pseudonyms makes pseudonyms; empty when there is no key for them
     * @throws InputError when there is no such mapping, or it is invalid
     */
    public static Mapping read(String nameOrPath, Optional<RecordKind<?>> kind, Optional<Pseudonyms> pseudonyms) {
        Named named = load(nameOrPath);
        return MappingReader.read(named.name(), extended(named, 0), kind, pseudonyms);
    }

    /**
     * Reads a preset of a directory, or a shipped one where the directory has none of that name, and merges it with the
     * ones that it extends. A preset may extend the shipped one of its own name.
     *
     * @param name name of the preset
     * @param directory directory of presets: {@code NAME.yaml} is the preset {@code NAME}
     * @return the document that {@link MappingReader#read} takes
     * @throws InputError when there is no such preset, or it cannot be read
     */
    public static JsonNode preset(String name, Optional<Path> directory) {
        return extended(load(name, directory), 0, directory);
    }

    /** Returns the names of the presets of a directory. */
    public static List<String> presetsOf(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(YAML))
                    .map(name -> name.substring(0, name.length() - YAML.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputError("cannot read the directory of presets " + directory + ": " + e.getMessage());
        }
    }

    private static JsonNode extended(Named named, int depth) {
        return extended(named, depth, Optional.empty());
    }

    private static Named load(String name, Optional<Path> directory) {
        Optional<Path> own = directory.map(of -> of.resolve(name + YAML)).filter(Files::isRegularFile);
        return load(own.map(Path::toString).orElse(name));
    }

    private static JsonNode extended(Named named, int depth, Optional<Path> directory) {
        JsonNode base = named.document().path("extends");
        if (!(named.document() instanceof ObjectNode own) || base.isMissingNode()) {
            return named.document();
        }
        if (depth == LONGEST_CHAIN) {
            throw new InputError(named.name() + ": `extends` in a circle, or more than " + LONGEST_CHAIN + " deep");
        }
        boolean same = directory.isPresent()
                && named.name()
                        .equals(directory.get().resolve(base.asText() + YAML).toString());
        Named of = same ? load(base.asText()) : load(base.asText(), directory);
        JsonNode extended = extended(of, depth + 1, directory);
        if (extended instanceof ObjectNode complete) {
            return MappingMerge.merged(complete, own);
        }
        return extended;
    }

    private record Named(String name, JsonNode document) {}

    private static Named load(String nameOrPath) {
        try {
            Path path = Path.of(nameOrPath);
            if (Files.isRegularFile(path)) {
                try (InputStream yaml = Files.newInputStream(path)) {
                    return new Named(nameOrPath, Yaml.read(nameOrPath, yaml));
                }
            }
            String name = nameOrPath.replaceFirst("\\.ya?ml$", "");
            boolean preset = PRESETS.contains(name);
            if (preset || SHIPPED.contains(name)) {
                String resource = (preset ? "/presets/" : "/mappings/") + name + ".yaml";
                try (InputStream yaml = MappingFiles.class.getResourceAsStream(resource)) {
                    return new Named(name + ".yaml", Yaml.read(name + ".yaml", yaml));
                }
            }
        } catch (IOException e) {
            throw new InputError("cannot read the mapping " + nameOrPath + ": " + e.getMessage());
        }
        throw new InputError("no mapping file " + nameOrPath
                + ", and none of that name ships with Changelens (shipped: " + String.join(", ", SHIPPED)
                + "; presets: " + String.join(", ", PRESETS) + ")");
    }
}
