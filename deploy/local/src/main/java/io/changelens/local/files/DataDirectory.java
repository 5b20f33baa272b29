package io.changelens.local.files;

import io.changelens.local.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data directory of a stack, locked against a second stack. The operating system releases the lock when the process
 * ends.
 */
public final class DataDirectory implements AutoCloseable {

    /** Lock file. Its presence also marks the directory as a stack's, which may therefore be emptied. */
    private static final String MARK = ".changelens-stack";

    private static final List<String> PARTS = List.of("clickhouse", "flink", "kafka", "logs");

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the directory if it is missing and locks it. Its subdirectories become accessible to their owner only,
     * even if they were open to others before.
     *
     * @param fresh whether to empty it
     * @param path the data directory
     * @return the locked directory; closing it releases the lock
     * @throws UserError if another stack holds it, it cannot be written, or it should be emptied but is not a stack's
     */
    public static DataDirectory hold(Path path, boolean fresh) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            refuseForeign(absolute);
            PrivateFiles.createDirectories(absolute);
            FileChannel channel =
                    FileChannel.open(absolute.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new UserError("another stack uses " + absolute + "; stop it or name another --data");
            }
            DataDirectory held = new DataDirectory(absolute, channel);
            if (fresh) {
                held.empty();
            }
            held.closeToOthers();
            return held;
        } catch (IOException e) {
            throw new UserError("cannot use the data directory " + absolute + ": " + e, e);
        }
    }

    private static void refuseForeign(Path path) throws IOException {
        if (Files.isDirectory(path) && !Files.exists(path.resolve(MARK))) {
            try (Stream<Path> entries = Files.list(path)) {
                if (entries.findAny().isPresent()) {
                    throw new UserError(path + " holds files that are not a stack's; name another --data");
                }
            }
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Makes the subdirectories accessible to their owner only; the permissions of the directory itself stay as the
     * owner set them.
     */
    private void closeToOthers() throws IOException {
        for (String part : PARTS) {
            PrivateFiles.createDirectories(path.resolve(part));
        }
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                PrivateFiles.tighten(entry);
            }
        }
    }

    private void empty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.toList()) {
                if (!entry.endsWith(MARK)) {
                    Directories.delete(entry);
                }
            }
        }
    }

    /** The absolute path of the directory. */
    public Path path() {
        return path;
    }

    /**
     * The log file of a part of the stack.
     *
     * @param name name of the part, without suffix
     */
    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
