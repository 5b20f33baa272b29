package io.changelens.local.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Default directories by the XDG base directory specification, and removal of directories. */
public final class Directories {

    private Directories() {}

    /**
     * The stack's default data directory.
     *
     * @param environment environment variables
     */
    public static Path defaultData(Map<String, String> environment) {
        return base(environment, "XDG_DATA_HOME", ".local/share").resolve("stack");
    }

    /**
     * The directory of the state file, by which other commands find a running stack, and of the commands' logs.
     *
     * @param environment environment variables
     */
    public static Path state(Map<String, String> environment) {
        return base(environment, "XDG_STATE_HOME", ".local/state");
    }

    private static Path base(Map<String, String> environment, String variable, String fallback) {
        String value = environment.getOrDefault(variable, "");
        Path root = value.isEmpty() ? Path.of(System.getProperty("user.home"), fallback) : Path.of(value);
        return root.toAbsolutePath().resolve("changelens");
    }

    /**
     * Removes a directory and its content; links are removed, not followed.
     *
     * @throws IOException if a file cannot be removed
     */
    public static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
