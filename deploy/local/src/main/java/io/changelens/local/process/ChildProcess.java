package io.changelens.local.process;

import io.changelens.local.files.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A child JVM that ends when its standard input is closed. The operating system closes that pipe even when this process
 * is killed, so no child outlives it.
 */
public final class ChildProcess implements AutoCloseable {

    private static final int TAIL_BYTES = 65_536;

    /** An exit code above 128 means that signal (code − 128) ended the process. */
    private static final int SIGNALLED = 128;

    private static final int KILL = 9;

    /** Output lines that are skipped when looking for the reason why a process ended. */
    private static final Pattern NOISE =
            Pattern.compile("Logging \\w+ to .*|(not )?confined: .*|\\s+(at|\\.\\.\\.) .*");

    /** Environment variables that a child inherits. The others are withheld because they may hold secrets. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    private final String name;
    private final Path log;
    private final Path errorLog;
    private final Process process;

    private ChildProcess(String name, Path log, Path errorLog, Process process) {
        this.name = name;
        this.log = log;
        this.errorLog = errorLog;
        this.process = process;
    }

    /**
     * A Java program to start.
     *
     * @param mainClass a class whose main method returns when standard input ends
     * @param classPath locations of that class and of its dependencies
     * @param jvmOptions for example {@code -Xmx512m}
     * @param arguments command-line arguments; no secrets, because every user of the machine can read them
     */
    public record Program(Class<?> mainClass, List<Path> classPath, List<String> jvmOptions, List<String> arguments) {

        /**
         * The command line, which runs the {@code java} of this JVM. The class path is passed in the environment, which
         * keeps the output of {@code ps} readable.
         */
        public List<String> command() {
            List<String> command = new ArrayList<>();
            command.add(java().toString());
            command.addAll(jvmOptions);
            command.add(mainClass.getName());
            command.addAll(arguments);
            return command;
        }

        static Path java() {
            return Path.of(System.getProperty("java.home"), "bin", "java");
        }

        /** The class path of this JVM. */
        public static List<Path> ownClassPath() {
            // The child runs in another directory, so relative entries are made absolute.
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(entry -> Path.of(entry).toAbsolutePath())
                    .toList();
        }
    }

    /**
     * Starts a program.
     *
     * @param name name for messages, such as "Kafka"
     * @param log file for standard output and standard error; the log of the previous run is kept beside it with the
     * suffix {@code .1}
     * @param errorLog file in which the program itself writes its errors; may be the same as {@code log}
     * @param program what to run
     * @throws UncheckedIOException if the log cannot be written or the process cannot be started
     */
    public static ChildProcess start(String name, Path log, Path errorLog, Program program) {
        // A terminal sends Ctrl-C to the whole process group, but only the parent may decide when its children stop.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.addAll(program.command());
        try {
            PrivateFiles.createDirectories(log.toAbsolutePath().getParent());
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .directory(log.toAbsolutePath().getParent().toFile());
            builder.environment().keySet().retainAll(ENVIRONMENT);
            builder.environment()
                    .put(
                            "CLASSPATH",
                            program.classPath().stream()
                                    .map(Path::toString)
                                    .collect(Collectors.joining(File.pathSeparator)));
            return new ChildProcess(name, log, errorLog, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** The name for messages. */
    public String name() {
        return name;
    }

    /** The file that holds standard output and standard error. */
    public Path log() {
        return log;
    }

    /** Whether the process is still running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The operating system's process id. */
    public long pid() {
        return process.pid();
    }

    /** Completes when the process has ended. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** The standard input of the child. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /**
     * One line: how the process ended, where its log is, and the last line that it wrote. A process that was killed
     * from outside has no such line.
     */
    public String obituary() {
        boolean killed = !process.isAlive() && process.exitValue() == SIGNALLED + KILL;
        Optional<String> output = killed
                ? Optional.empty()
                : lastLine(log, line -> !NOISE.matcher(line).matches());
        Optional<String> error =
                output.isPresent() ? Optional.empty() : lastLine(errorLog, line -> line.contains("<Fatal>"));
        return name + " " + ending()
                + output.map(line -> "; last line of " + log + ": " + line)
                        .or(() -> error.map(line -> "; last error in " + errorLog + ": " + line))
                        .orElse((killed ? "; its log is " : "; it wrote no reason to ") + log);
    }

    private String ending() {
        if (process.isAlive()) {
            return "ends";
        }
        int code = process.exitValue();
        return code > SIGNALLED ? "was killed by signal " + (code - SIGNALLED) : "ended with code " + code;
    }

    /** The last line of the output that contains {@code text}; empty if there is none. */
    public Optional<String> line(String text) {
        return lastLine(log, line -> line.contains(text));
    }

    /**
     * The last matching line of the file's last {@value #TAIL_BYTES} bytes; empty if there is none or the file cannot
     * be read.
     */
    private static Optional<String> lastLine(Path file, Predicate<String> fits) {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, opened.length())];
            opened.seek(opened.length() - tail.length);
            opened.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && fits.test(line))
                    .reduce((first, second) -> second)
                    .map(String::strip);
        } catch (IOException e) {
            return Optional.empty(); // The log cannot be read, for example because its disk is gone.
        }
    }

    /**
     * Closes the child's standard input and waits.
     *
     * @param patience longest wait
     * @return whether the child ended within that time
     */
    public boolean stop(Duration patience) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The child closed its end first, so it is ending already.
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
