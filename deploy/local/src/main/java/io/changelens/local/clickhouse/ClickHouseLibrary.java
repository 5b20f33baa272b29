package io.changelens.local.clickhouse;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Provides the ClickHouse library, which is fetched once through npm and kept in the user's cache. This class depends
 * on the JDK only, so that the launcher can run it from source while Maven still builds the rest.
 *
 * <p>One file: the launcher runs it as a source file, before anything is compiled.
 */
public final class ClickHouseLibrary {

    private static final String VERSION = "26.7.3-stable.1";
    /** Platforms whose package the lock file lists with its hash. */
    private static final List<String> LOCKED = List.of("linux-x64-gnu");

    private static final long PROGRESS_MILLIS = 3000;

    private ClickHouseLibrary() {}

    /** The library is not available. The message is one line with the reason. */
    public static final class Unavailable extends Exception {
        Unavailable(String message) {
            super(message);
        }
    }

    /** Opens package.json or package-lock.json. */
    private interface Manifest {
        InputStream open(String name) throws IOException;
    }

    /**
     * Fetches the library as a separate step of the launcher.
     *
     * @param args the directory of package.json and package-lock.json
     */
    public static void main(String[] args) {
        try {
            provide(System.getenv(), name -> Files.newInputStream(Path.of(args[0], name)), System.err);
        } catch (Unavailable e) {
            System.err.println("changelens: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * The library's path; fetches the library if it is not in the cache. Concurrent processes wait for each other.
     *
     * @param progress receives a line every 3 s while it is fetched
     * @param environment environment variables
     * @throws Unavailable if there is none for this platform, or npm fails
     */
    public static Path provide(Map<String, String> environment, PrintStream progress) throws Unavailable {
        return provide(
                environment, name -> ClickHouseLibrary.class.getResourceAsStream("/clickhouse/" + name), progress);
    }

    /**
     * The library's path if it is in the cache.
     *
     * @param environment environment variables
     * @throws Unavailable if the platform is not supported or the cache cannot be read
     */
    public static Optional<Path> cached(Map<String, String> environment) throws Unavailable {
        try (Stream<Path> files = Files.list(home(environment).resolve(VERSION + "-" + platform()))) {
            return files.filter(file -> file.getFileName().toString().startsWith("libchdb."))
                    .findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Unavailable("cannot read the cache of the ClickHouse library: " + e);
        }
    }

    private static synchronized Path provide(Map<String, String> environment, Manifest manifest, PrintStream progress)
            throws Unavailable {
        Optional<Path> present = cached(environment);
        if (present.isPresent()) {
            return present.get();
        }
        Path home = home(environment);
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && cached(environment).isEmpty()) {
                    fetch(home, manifest, progress);
                }
            }
        } catch (IOException e) {
            throw new Unavailable("cannot keep the ClickHouse library in " + home + ": " + e);
        }
        String platform = platform();
        return cached(environment)
                .orElseThrow(() -> new Unavailable("npm's package for " + platform + " has no ClickHouse library"));
    }

    /** Fetches the library. The caller must hold the lock. */
    private static void fetch(Path home, Manifest manifest, PrintStream progress) throws IOException, Unavailable {
        String platform = platform();
        Path draft = home.resolve("fetching");
        delete(draft); // Left over from a killed process.
        Files.createDirectories(draft);
        try {
            npm(draft, writeManifest(draft, manifest, platform), progress);
            Files.move(
                    draft.resolve("node_modules/@chdb/lib-" + platform),
                    home.resolve(VERSION + "-" + platform),
                    StandardCopyOption.ATOMIC_MOVE);
            progress.println("ClickHouse library: ready");
        } finally {
            delete(draft);
        }
    }

    private static List<String> writeManifest(Path draft, Manifest manifest, String platform) throws IOException {
        List<String> quiet = List.of("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        if (LOCKED.contains(platform)) {
            for (String name : List.of("package.json", "package-lock.json")) {
                try (InputStream in = manifest.open(name)) {
                    Files.copy(in, draft.resolve(name));
                }
            }
            return concat(List.of("npm", "ci"), quiet);
        }
        // The lock file has no hash for this platform, so npm checks against the hash that its registry states.
        Files.writeString(
                draft.resolve("package.json"),
                "{\"private\":true,\"dependencies\":{\"@chdb/lib-" + platform + "\":\"" + VERSION + "\"}}");
        return concat(List.of("npm", "install", "--no-package-lock"), quiet);
    }

    private static void npm(Path draft, List<String> command, PrintStream progress) throws IOException, Unavailable {
        File log = draft.resolve("npm.log").toFile();
        Process npm;
        try {
            npm = new ProcessBuilder(command)
                    .directory(draft.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
        } catch (IOException e) {
            throw new Unavailable("npm is needed to fetch the ClickHouse library: install Node.js with npm");
        }
        Thread stopper = new Thread(() -> end(npm));
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            while (!npm.waitFor(PROGRESS_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.printf(
                        Locale.ROOT,
                        "ClickHouse library: %d of 570 MB unpacked (a download of 178 MB, once)%n",
                        size(draft) / 1_000_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while fetching the ClickHouse library");
        } finally {
            end(npm);
            removeHook(stopper);
        }
        if (npm.exitValue() != 0) {
            throw new Unavailable("npm could not fetch the ClickHouse library: " + reason(log.toPath()));
        }
    }

    private static void end(Process npm) {
        npm.descendants().forEach(ProcessHandle::destroy);
        npm.destroy();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Shutting down already.
        }
    }

    /** npm's error code and the line after it, which is more specific than its last line. */
    private static String reason(Path log) throws IOException {
        List<String> errors = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("npm error") || line.startsWith("npm ERR!"))
                .map(line -> line.replaceFirst("^npm (error|ERR!)\\s*", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("A complete log"))
                .limit(2)
                .toList();
        return errors.isEmpty() ? "it did not say why" : String.join(": ", errors);
    }

    private static Path home(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path root = cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return root.toAbsolutePath().resolve("changelens/clickhouse");
    }

    private static String platform() throws Unavailable {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        boolean intel = arch.equals("amd64") || arch.equals("x86_64");
        boolean musl = Files.exists(Path.of("/etc/alpine-release"));
        if (os.contains("linux") && (arm || intel) && !musl) {
            return arm ? "linux-arm64-gnu" : "linux-x64-gnu";
        }
        if (os.contains("mac") && (arm || intel)) {
            return arm ? "darwin-arm64" : "darwin-x64";
        }
        throw new Unavailable("there is no ClickHouse library for " + System.getProperty("os.name") + " on " + arch
                + (musl ? " with musl" : "") + "; use --clickhouse URL with a ClickHouse of your own");
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (UncheckedIOException e) {
            return 0; // npm moved a file in the meantime.
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
