package io.changelens.local.stack;

import io.changelens.local.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that says that a stack is starting, so that other commands can wait for it. */
public final class StackStart {

    private StackStart() {}

    private static Path file(Path stateFile) {
        return stateFile.resolveSibling("starting");
    }

    /**
     * Says that this process starts a stack, unless another process does.
     *
     * @param stateFile the file of the running stack, see {@link StackState#file}
     * @throws IOException if the file cannot be written
     */
    static void begin(Path stateFile) throws IOException {
        if (isUnderWay(stateFile)) {
            return;
        }
        PrivateFiles.write(file(stateFile), ProcessHandle.current().pid() + "\n");
    }

    /**
     * Says that this process starts none any more.
     *
     * @throws IOException if the file cannot be removed
     */
    static void end(Path stateFile) throws IOException {
        if (process(stateFile)
                .filter(pid -> pid == ProcessHandle.current().pid())
                .isPresent()) {
            Files.deleteIfExists(file(stateFile));
        }
    }

    /**
     * Whether a process is starting a stack.
     *
     * @param stateFile the file of the running stack, see {@link StackState#file}
     */
    public static boolean isUnderWay(Path stateFile) {
        return process(stateFile)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private static Optional<Long> process(Path stateFile) {
        try {
            return Optional.of(Long.parseLong(
                    Files.readString(file(stateFile), StandardCharsets.UTF_8).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // No file: no stack is starting.
        }
    }
}
