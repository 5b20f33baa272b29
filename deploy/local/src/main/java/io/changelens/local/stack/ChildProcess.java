package io.changelens.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A JVM of ours that ends when its standard input does. The operating system closes that pipe even when this process is
 * killed, so no child outlives it.
 */
final class ChildProcess implements AutoCloseable {

    private static final int TAIL_BYTES = 8192;
    private static final Pattern SECRET_NAME =
            Pattern.compile("passw|secret|token|credential|api_?key", Pattern.CASE_INSENSITIVE);

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a main class on this JVM's class path.
     *
     * @param name what people call it
     * @param log gets its output; the log of the run before is kept beside it with the suffix {@code .1}
     * @param jvmOptions such as {@code -Xmx512m}
     * @param mainClass a class whose main ends at the end of standard input
     * @param arguments no secrets: everybody on the machine can read them
     * @throws UncheckedIOException if the log cannot be written or the process not be started
     */
    static ChildProcess start(
            String name, Path log, List<String> jvmOptions, Class<?> mainClass, List<String> arguments) {
        // A terminal sends Ctrl-C to the whole process group; only the parent may decide when its children stop.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add(mainClass.getName());
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .directory(log.toAbsolutePath().getParent().toFile());
            // The class path goes by the environment, which keeps `ps` readable.
            builder.environment().put("CLASSPATH", absoluteClassPath());
            // No child needs a password of ours, of Kafka's users, or anybody's.
            builder.environment().keySet().removeIf(SECRET_NAME.asPredicate());
            return new ChildProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** The child runs in another directory, where relative entries would mean something else. */
    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Where to look when it died, and its last words. */
    String obituary() {
        return name + " ended; last line of " + log + ": " + lastLogLine();
    }

    private String lastLogLine() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("(empty)")
                    .strip();
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    /** Closes its standard input; true when it ended within the time. */
    boolean stop(Duration patience) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The child closed its end first: it is ending already.
        }
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (!stop(Duration.ofSeconds(20))) {
            process.destroyForcibly();
        }
    }
}
