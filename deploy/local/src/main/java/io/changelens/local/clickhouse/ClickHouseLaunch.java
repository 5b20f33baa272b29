package io.changelens.local.clickhouse;

import com.sun.jna.Native;
import io.changelens.local.process.ChildProcess;
import io.changelens.local.process.ConfinedLaunch;
import io.changelens.local.process.ConfinedMain;
import io.changelens.local.process.Landlock;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a local ClickHouse starts: the child JVM first runs {@link ConfinedMain}, which drops rights and then replaces
 * itself by {@link ClickHouseMain}.
 *
 * @param library the ClickHouse library
 * @param files the files that it reads and writes
 */
public record ClickHouseLaunch(Path library, ClickHouseFiles files) {

    private static final int CONFIG = 0;
    private static final int USERS = 1;

    /** Directories of shared libraries on various systems. */
    private static final List<Path> SYSTEM = Stream.of(
                    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/nix/store", "/gnu/store")
            .map(Path::of)
            .toList();

    /**
     * System files that the JVM, the C library and ClickHouse read. They disclose nothing about other processes or
     * users.
     */
    private static final List<Path> KERNEL = Stream.of(
                    "/sys/fs/cgroup",
                    "/sys/devices/system/cpu",
                    "/proc/meminfo",
                    "/proc/cpuinfo",
                    "/proc/stat",
                    "/proc/self/statm",
                    "/dev/urandom",
                    "/dev/random",
                    "/etc/ld.so.cache")
            .map(Path::of)
            .toList();

    /** The program to start: {@link ConfinedMain}, which then reads {@link #message}. */
    public ChildProcess.Program program() {
        return new ChildProcess.Program(
                ConfinedMain.class,
                classPath(),
                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", nativeFiles()),
                List.of());
    }

    /**
     * The message to the first program. It contains password hashes, not passwords.
     *
     * @param credentials users and passwords of ClickHouse
     * @param identity request and response by which the server proves its identity
     */
    public ConfinedLaunch message(Credentials credentials, ServerIdentity identity) {
        return new ConfinedLaunch(
                allowed(),
                List.of(
                        bytes(files.configXml(ConfinedLaunch.secretFile(USERS), identity)),
                        bytes(ClickHouseFiles.usersXml(credentials))),
                server().command());
    }

    private ChildProcess.Program server() {
        return new ChildProcess.Program(
                ClickHouseMain.class,
                classPath(),
                // The library runs on the main thread, whose default stack of 1 MB is too small.
                List.of("-Xmx64m", "-Xss8m", "-XX:+UseSerialGC", "-XX:-UsePerfData", nativeFiles()),
                List.of(
                        library.toString(),
                        "--config-file=" + ConfinedLaunch.secretFile(CONFIG),
                        // ClickHouse ignores these settings in the configuration file.
                        "--log-level=error",
                        "--path=" + files.data(),
                        "--http_port=" + files.httpPort(),
                        "--tcp_port=" + files.nativePort(),
                        "--listen_host=127.0.0.1"));
    }

    private Landlock.Allowed allowed() {
        Path java = Path.of(System.getProperty("java.home"));
        List<Path> read = new ArrayList<>(classPath());
        read.add(library);
        read.addAll(KERNEL);
        // Symbolic links to other directories on some systems.
        for (String linked : List.of("lib/jvm.cfg", "conf/logging.properties", "conf/security/java.security")) {
            read.add(java.resolve(linked));
        }
        List<Path> execute = new ArrayList<>(SYSTEM);
        execute.add(java);
        return new Landlock.Allowed(
                read,
                execute,
                List.of(files.data(), files.temporary(), Path.of("/dev/null")),
                List.of(files.errorLog().getParent()),
                List.of(files.httpPort(), files.nativePort()));
    }

    /** The class path of both programs: this module and JNA, without Flink and Kafka. */
    private static List<Path> classPath() {
        return Stream.of(ClickHouseMain.class, Native.class)
                .map(ClickHouseLaunch::locationOf)
                .toList();
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The directory into which JNA unpacks its native part, by default in the user's home. */
    private String nativeFiles() {
        return "-Djna.tmpdir=" + files.temporary();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
