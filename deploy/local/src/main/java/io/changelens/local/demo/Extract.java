package io.changelens.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The extract of three real sources that ships with Changelens; its folder says whose they are. */
public final class Extract {

    /** Every part of it. */
    static final List<Part> PARTS = List.of(
            new Part("deployments", "govuk-deployments.csv.gz", "govuk-deployments"),
            new Part("incidents", "github-status-incidents.jsonl.gz", "github-status-incidents"),
            new Part("learning-activity", "oulad-student-vle.tsv.gz", "oulad-student-vle"));

    private Extract() {}

    /** Reads a part's file. */
    static InputStream open(Part part) throws IOException {
        InputStream in = Extract.class.getResourceAsStream("/extract/" + part.file());
        if (in == null) {
            throw new IOException("the extract's file " + part.file() + " is missing");
        }
        return in;
    }

    /** Writes the files into a directory, where an import can read them. */
    static void copyTo(Path directory) throws IOException {
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
     * @param kind what it holds, as `import` calls it
     * @param file its name
     * @param mapping name of the shipped mapping that reads it
     */
    record Part(String kind, String file, String mapping) {}
}
