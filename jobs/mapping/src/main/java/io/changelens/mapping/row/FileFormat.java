package io.changelens.mapping.row;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The file formats that can be imported. */
public enum FileFormat {
    CSV,
    TSV,
    JSON,
    YAML;

    /** The format that a file's name promises, with or without {@code .gz}. */
    public static Optional<FileFormat> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> Optional.of(CSV);
            case "tsv", "tab" -> Optional.of(TSV);
            case "jsonl", "ndjson", "json" -> Optional.of(JSON);
            case "yaml", "yml" -> Optional.of(YAML);
            default -> Optional.empty();
        };
    }

    /** The format by the word that a mapping file uses for it. */
    public static Optional<FileFormat> ofWord(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** The word that a mapping file uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
