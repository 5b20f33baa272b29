package io.changelens.demo;

import io.changelens.schemas.RecordKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The extract of three real data sources that ships with Changelens; its folder names their owners. */
public final class Extract {

    /** All files of the extract. */
    public static final List<Part> PARTS = List.of(
            new Part(RecordKind.DEPLOYMENTS, "govuk-deployments.csv.gz", "govuk-deployments"),
            new Part(RecordKind.INCIDENTS, "github-status-incidents.jsonl.gz", "github-status-incidents"),
            new Part(RecordKind.LEARNING_ACTIVITY, "oulad-student-vle.tsv.gz", "oulad-student-vle"));

    private Extract() {}

    /**
     * Opens a file of the extract.
     *
     * @param part the file
     * @throws IOException if the file is missing
     */
    public static InputStream open(Part part) throws IOException {
        InputStream in = Extract.class.getResourceAsStream("/extract/" + part.file());
        if (in == null) {
            throw new IOException("the extract's file " + part.file() + " is missing");
        }
        return in;
    }

    /**
     * Copies the files into a directory, from which they can be imported.
     *
     * @param directory created if it is missing
     * @throws IOException if a file cannot be written
     */
    public static void copyTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Part part : PARTS) {
            try (InputStream in = open(part)) {
                Files.write(directory.resolve(part.file()), in.readAllBytes());
            }
        }
    }

    /**
     * One file of the extract.
     *
     * @param kind kind of its records
     * @param file its name
     * @param mapping name of the shipped mapping that reads it
     */
    public record Part(RecordKind<?> kind, String file, String mapping) {}
}
