package io.changelens.local.stack;

import io.changelens.local.cli.Changelens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** {@code changelens up} as its users run it: a process of its own, with a home of its own. */
final class UpProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path home;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private UpProcess(Process process, Path home) {
        this.process = process;
        this.home = home;
        Thread reader = new Thread(this::read, "up-output");
        reader.setDaemon(true);
        reader.start();
    }

    static UpProcess start(Path home, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                Changelens.class.getName(),
                "up",
                "--data",
                home.resolve("data").toString()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("XDG_DATA_HOME", home.resolve("share").toString());
        builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        return new UpProcess(builder.start(), home);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the stack is ready. */
    StackState awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines.stream().noneMatch(line -> line.startsWith("ready after"))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("up is not ready: " + lines);
            }
            Thread.sleep(200);
        }
        return StackState.running(StackState.file(home.resolve("state/changelens")))
                .orElseThrow();
    }

    /** Waits until it has ended by itself; its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("up did not end: " + lines);
        }
        return process.exitValue();
    }

    /** What it has printed. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** It and its children. */
    List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
