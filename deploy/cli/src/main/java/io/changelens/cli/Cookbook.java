package io.changelens.cli;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements of {@code sql/cookbook}: one per file, whose first line is its question as a comment. Each parameter
 * has a comment line below with its default: {@code -- limit = 20: rows at most}.
 */
public final class Cookbook {

    private static final String DIRECTORY = "/sql/cookbook";
    private static final String SUFFIX = ".sql";
    private static final Pattern PARAMETER = Pattern.compile("-- (\\w+) = ([^:]*): .*");

    private Cookbook() {}

    /**
     * The statement with a name, if there is one.
     *
     * @param name file name without suffix
     */
    public static Optional<String> statement(String name) throws IOException {
        try (InputStream in = Cookbook.class.getResourceAsStream(DIRECTORY + "/" + name + SUFFIX)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * The defaults of a statement's parameters, by name.
     *
     * @param statement text of the file
     */
    public static SortedMap<String, String> defaults(String statement) {
        SortedMap<String, String> defaults = new TreeMap<>();
        statement
                .lines()
                .map(PARAMETER::matcher)
                .filter(Matcher::matches)
                .forEach(line -> defaults.put(line.group(1), line.group(2)));
        return defaults;
    }

    /**
     * All names with their questions.
     *
     * @throws IOException if the files cannot be read
     */
    public static SortedMap<String, String> questions() throws IOException {
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
