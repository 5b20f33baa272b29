package io.changelens.cli;

import io.changelens.local.clickhouse.ClickHouseLibrary;
import io.changelens.local.files.Directories;
import io.changelens.local.process.Ports;
import io.changelens.local.stack.StackState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code changelens doctor}: checks the prerequisites on this machine. */
@Command(
        name = "doctor",
        description = "Checks what this machine lacks, and says how to get it.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private static final long GIGABYTE = 1_000_000_000L;
    private static final long DISK_NEEDED = 3 * GIGABYTE;
    private static final long MEMORY_NEEDED = 4 * GIGABYTE;

    private enum Rating {
        /** Fulfilled. */
        OK,
        /** Not necessarily a problem. */
        NOTE,
        /** Required and missing. */
        MISSING
    }

    private record Finding(Rating rating, String what, String detail) {}

    @Override
    public Integer call() {
        Map<String, String> environment = System.getenv();
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(Rating.OK, "JDK", System.getProperty("java.version"))); // This command runs on it.
        findings.add(tool("Maven", List.of("mvn", "-v"), "install Apache Maven 3.8 or newer"));
        findings.add(tool("npm", List.of("npm", "--version"), "install Node.js 18 or newer with npm"));
        findings.add(library(environment));
        findings.add(disk(Directories.defaultData(environment)));
        findings.add(memory());
        findings.addAll(ports(environment));
        for (Finding finding : findings) {
            System.out.printf(
                    "%-8s %-20s %s%n",
                    finding.rating().name().toLowerCase(Locale.ROOT), finding.what(), finding.detail());
        }
        return findings.stream().anyMatch(finding -> finding.rating() == Rating.MISSING) ? 1 : 0;
    }

    private static Finding tool(String name, List<String> command, String remedy) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return new Finding(
                        Rating.OK, name, text.lines().findFirst().orElse("").replaceAll("\u001B\\[[0-9;]*m", ""));
            }
        } catch (IOException e) {
            // Not installed, which counts as not working.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Finding(Rating.MISSING, name, remedy);
    }

    private static Finding library(Map<String, String> environment) {
        String what = "ClickHouse library";
        try {
            Optional<Path> cached = ClickHouseLibrary.cached(environment);
            return cached.isPresent()
                    ? new Finding(Rating.OK, what, cached.get().toString())
                    : new Finding(Rating.NOTE, what, "not here yet; the first `up` fetches 178 MB through npm");
        } catch (ClickHouseLibrary.Unavailable e) {
            return new Finding(Rating.MISSING, what, e.getMessage());
        }
    }

    private static Finding disk(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        long free = existing.toFile().getUsableSpace();
        return amount("disk", free, DISK_NEEDED, " free for " + directory, Rating.MISSING);
    }

    private static Finding memory() {
        long total = ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : Long.MAX_VALUE;
        return amount("memory", total, MEMORY_NEEDED, "", Rating.NOTE);
    }

    private static Finding amount(String what, long bytes, long needed, String of, Rating tooLittle) {
        String found = String.format(Locale.ROOT, "%.1f GB%s", (double) bytes / GIGABYTE, of);
        return bytes >= needed
                ? new Finding(Rating.OK, what, found)
                : new Finding(tooLittle, what, found + "; " + needed / GIGABYTE + " GB are needed");
    }

    private static List<Finding> ports(Map<String, String> environment) {
        Optional<StackState> running = StackState.running(StackState.file(Directories.state(environment)));
        if (running.isPresent()) {
            return List.of(new Finding(
                    Rating.OK, "stack", "runs, ClickHouse at " + running.get().clickHouse()));
        }
        List<Finding> findings = new ArrayList<>();
        Map<String, Integer> usual = new TreeMap<>(Map.of(
                "Kafka", 9092, "ClickHouse HTTP", 8123, "ClickHouse native", 9000, "Flink", 8081, "Dashboard", 8080));
        usual.forEach((name, port) -> findings.add(
                Ports.isFree(port)
                        ? new Finding(Rating.OK, "port " + port, name)
                        : new Finding(Rating.NOTE, "port " + port, name + ": in use; `up` takes a free one instead")));
        return findings;
    }
}
