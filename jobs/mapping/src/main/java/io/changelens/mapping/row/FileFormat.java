package io.changelens.mapping.row;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** File formats that can be imported. */
public enum FileFormat {
    /** Text with a header line and cells that are separated by commas, or by the delimiter of the mapping. */
    CSV,
    /** Text with a header line and cells that are separated by tabs. */
    TSV,
    /** Objects one after the other, in lines or not, or arrays of them. */
    JSON,
    /** A list of objects, or one object per document. */
    YAML,
    /** An iCalendar file: one row for each event, or each of its repetitions. */
    ICS;

    /**
     * Returns the format by the extension of a file name, with or without {@code .gz}; empty when the extension is
     * unknown.
     */
    public static Optional<FileFormat> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> Optional.of(CSV);
            case "tsv", "tab" -> Optional.of(TSV);
            case "jsonl", "ndjson", "json" -> Optional.of(JSON);
            case "yaml", "yml" -> Optional.of(YAML);
            case "ics" -> Optional.of(ICS);
            default -> Optional.empty();
        };
    }

    /** Returns the format by its name in a mapping file; empty when no format has that name. */
    public static Optional<FileFormat> ofWord(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** Returns the name of this format in a mapping file: {@code csv}, {@code tsv}, {@code json}, {@code yaml} or {@code ics}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
