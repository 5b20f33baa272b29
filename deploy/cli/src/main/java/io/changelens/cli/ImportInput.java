package io.changelens.cli;

import io.changelens.mapping.record.Pseudonyms;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingFiles;
import io.changelens.schemas.RecordKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The files of an import, and how they are mapped to events of which kinds. */
final class ImportInput {
    @Parameters(
            arity = "1..*",
            paramLabel = "[KIND] FILE",
            description = "Kind of the records, one of: deployments, incidents, learning-activity, value-streams,"
                    + " release-windows; then the files to read, in this order. A preset knows the kinds: with one, KIND"
                    + " leaves the others out.")
    private List<String> words;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Mapping of foreign columns: a YAML file, or the name of a shipped one.")
    private String mapping;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Mapping of the documents of a tool, such as github or pagerduty: a name (docs/sources lists"
                    + " them), or a YAML file of yours.")
    private String preset;

    @Option(
            names = "--pseudonym-key",
            paramLabel = "FILE",
            description = "Key by which presets of learning activity make pseudonyms of persons, at least "
                    + Pseudonyms.LEAST_KEY + " bytes.")
    private Path pseudonymKey;

    /**
     * What to import.
     *
     * @param kinds kinds of the records; only one when there is no mapping
     * @param files the files, in order
     * @param mapping maps rows to events; empty if the columns have the names of the contract's fields
     */
    record Chosen(Set<RecordKind<?>> kinds, List<InputFile> files, Optional<Mapping> mapping) {
        /** The kind, or the first of several. */
        RecordKind<?> kind() {
            return kinds.iterator().next();
        }
    }

    /**
     * Reads the words of the command line, and the mapping.
     *
     * @param command the command, for messages about wrong use
     */
    Chosen choose(CommandLine command) {
        if (mapping != null && preset != null) {
            throw new ParameterException(command, "--mapping and --preset are two names of the same; give one");
        }
        Optional<String> rules = Optional.ofNullable(preset == null ? mapping : preset);
        Optional<RecordKind<?>> kind = kind(words.get(0));
        if (kind.isEmpty() && preset == null) {
            throw new ParameterException(command, "\"" + words.get(0) + "\" is none of " + String.join(", ", names()));
        }
        List<String> paths = words.subList(kind.isPresent() ? 1 : 0, words.size());
        if (paths.isEmpty()) {
            throw new ParameterException(command, "no file is given");
        }
        Optional<Pseudonyms> pseudonyms = Optional.ofNullable(pseudonymKey).map(Pseudonyms::of);
        Optional<Mapping> mapped = rules.map(name -> MappingFiles.read(name, kind, pseudonyms));
        List<InputFile> files = paths.stream()
                .map(path ->
                        InputFile.of(Path.of(path), mapped.flatMap(Mapping::format), mapped.flatMap(Mapping::encoding)))
                .toList();
        Set<RecordKind<?>> kinds = mapped.map(Mapping::kinds).orElseGet(() -> Set.of(kind.orElseThrow()));
        return new Chosen(kinds, files, mapped);
    }

    private static Optional<RecordKind<?>> kind(String word) {
        return RecordKind.inputs().stream()
                .filter(kind -> kind.topic().equals(word))
                .findFirst();
    }

    private static List<String> names() {
        return RecordKind.inputs().stream().map(RecordKind::topic).toList();
    }
}
