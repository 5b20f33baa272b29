package io.changelens.local.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where things are kept, by the XDG base directory rules, and how they are removed. */
public final class Directories {

    private Directories() {}

    /** Data of the stack unless an option says otherwise. */
    public static Path defaultData(Map<String, String> environment) {
        return base(environment, "XDG_DATA_HOME", ".local/share").resolve("stack");
    }

    /** The state file by which other commands find a running stack, and logs of commands. */
    public static Path state(Map<String, String> environment) {
        return base(environment, "XDG_STATE_HOME", ".local/state");
    }

    private static Path base(Map<String, String> environment, String variable, String fallback) {
        String value = environment.getOrDefault(variable, "");
        Path root = value.isEmpty() ? Path.of(System.getProperty("user.home"), fallback) : Path.of(value);
        return root.toAbsolutePath().resolve("changelens");
    }

    /** Removes a directory with all that is in it; links are removed, not followed. */
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
