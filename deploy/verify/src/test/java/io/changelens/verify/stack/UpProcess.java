package io.changelens.verify.stack;

import io.changelens.cli.Changelens;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import io.changelens.local.stack.StackState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code changelens up} as a process of its own, in a directory of its own, to be stopped and killed. */
public final class UpProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path directory;
    private final Process process;

    private UpProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts it, with further options. */
    static UpProcess start(Path directory, String... options) throws IOException {
        List<Integer> ports = Ports.choose(Collections.nCopies(5, Wish.any()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                Changelens.class.getName(),
                "up",
                "--data=" + directory.resolve("data"),
                "--kafka-port=" + ports.get(0),
                "--clickhouse-port=" + ports.get(1),
                "--clickhouse-native-port=" + ports.get(2),
                "--flink-port=" + ports.get(3),
                "--dashboard-port=" + ports.get(4)));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        return new UpProcess(directory, builder.start());
    }

    /** The file by which other commands find it. */
    Path stateFile() {
        return StackState.file(directory.resolve("state/changelens"));
    }

    /** Waits until it is ready; what its state file says. */
    StackState awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines().stream().noneMatch(line -> line.startsWith("ready"))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("it is not ready: " + lines());
            }
            Thread.sleep(100);
        }
        return StackState.running(stateFile()).orElseThrow();
    }

    /** It and its children. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** What it has printed. */
    List<String> lines() throws IOException {
        return Files.readAllLines(directory.resolve("out"), StandardCharsets.UTF_8);
    }

    /** The child that runs a main class. */
    ProcessHandle child(Class<?> main) {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(main.getName()))
                .findFirst()
                .orElseThrow();
    }

    /** Sends a signal to it alone. */
    void signal(String name) {
        signal(process.toHandle(), name);
    }

    /** Sends a signal to a process. */
    static void signal(ProcessHandle to, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(to.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its exit value, when it has ended within a minute. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end within a minute");
        }
        return process.exitValue();
    }

    /** Processes that were started for its directory and still run, after half a minute at most. */
    List<String> leftOver() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        List<String> left = running();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(200);
            left = running();
        }
        return left;
    }

    private List<String> running() {
        return ProcessHandle.allProcesses()
                .map(other -> other.info().commandLine().orElse(""))
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            leftOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
