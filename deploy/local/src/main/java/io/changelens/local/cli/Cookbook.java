package io.changelens.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The questions of {@code sql/cookbook}: one per file, whose first line is the question as a comment. */
final class Cookbook {

    private static final String DIRECTORY = "/sql/cookbook";
    private static final String SUFFIX = ".sql";

    private Cookbook() {}

    /** The statement of a name, if there is one. */
    static Optional<String> statement(String name) throws IOException {
        try (InputStream in = Cookbook.class.getResourceAsStream(DIRECTORY + "/" + name + SUFFIX)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Every name with its question. */
    static SortedMap<String, String> questions() throws IOException {
        URL directory = Cookbook.class.getResource(DIRECTORY);
        if (directory == null) {
            return new TreeMap<>();
        }
        try {
            URI uri = directory.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return questionsIn(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return questionsIn(jar.getPath(DIRECTORY));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static SortedMap<String, String> questionsIn(Path directory) throws IOException {
        SortedMap<String, String> questions = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    questions.put(name.substring(0, name.length() - SUFFIX.length()), question(file));
                }
            }
        }
        return questions;
    }

    private static String question(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").replaceFirst("^--\\s*", "");
        }
    }
}
