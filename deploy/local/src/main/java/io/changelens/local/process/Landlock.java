package io.changelens.local.process;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Access control by Linux's Landlock. From the call of {@link #restrict} on, the calling thread and every thread and
 * program that it starts can access the allowed files only, can open no network connection and can listen on the
 * allowed ports only. This needs no privileges and cannot be undone. Numbers are those of {@code linux/landlock.h}.
 */
public final class Landlock {

    /**
     * Oldest supported version of the kernel interface. Version 1 forbids renaming a file into another directory, which
     * ClickHouse does.
     */
    public static final int LEAST_ABI = 2;

    private static final int TRUNCATE_ABI = 3;
    private static final int NETWORK_ABI = 4;
    private static final int DEVICE_ABI = 5;
    private static final int SCOPE_ABI = 6;

    private static final int SYS_CREATE_RULESET = 444;
    private static final int SYS_ADD_RULE = 445;
    private static final int SYS_RESTRICT_SELF = 446;
    private static final long VERSION = 1;
    private static final int RULE_PATH_BENEATH = 1;
    private static final int RULE_NET_PORT = 2;

    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIRECTORY = 1 << 3;
    private static final long TRUNCATE = 1 << 14;
    private static final long DEVICE_CONTROL = 1 << 15;
    private static final long BIND = 1;
    private static final long CONNECT = 1 << 1;
    private static final long ABSTRACT_SOCKETS = 1;
    private static final long SIGNALS = 1 << 1;

    private static final Path OWN_PROCESS = Path.of("/proc/self");

    private final Libc libc;
    private final int abi;

    private Landlock(Libc libc, int abi) {
        this.libc = libc;
        this.abi = abi;
    }

    /**
     * Files and ports that stay allowed. Paths that do not exist are ignored.
     *
     * @param read files and directories (with all that is below them) to read
     * @param execute files and directories to read and to execute
     * @param write files and directories to read, write, create and remove
     * @param append directories in which files may be created, written, renamed and removed, but not read
     * @param ports TCP ports to listen on
     */
    public record Allowed(
            List<Path> read, List<Path> execute, List<Path> write, List<Path> append, List<Integer> ports) {}

    /**
     * Landlock of the running kernel.
     *
     * @throws IOException if the kernel has no Landlock, or one that is too old; the message says which
     */
    public static Landlock ofSystem(Libc libc) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new IOException("only Linux has Landlock");
        }
        long abi;
        try {
            abi = libc.syscall(SYS_CREATE_RULESET, Libc.nothing(), 0L, VERSION);
        } catch (IOException e) {
            throw new IOException("this kernel has no Landlock, or it is turned off", e);
        }
        if (abi < LEAST_ABI) {
            throw new IOException("this kernel's Landlock is too old: Linux 5.19 or newer is needed");
        }
        return new Landlock(libc, (int) abi);
    }

    /** Version of the kernel interface; versions from 4 restrict the network too. */
    public int abi() {
        return abi;
    }

    /**
     * Restricts the calling thread and everything that it starts from then on.
     *
     * @throws IOException if the kernel refuses
     */
    public void restrict(Allowed allowed) throws IOException {
        int ruleset = createRuleset();
        for (Path path : allowed.read()) {
            allow(ruleset, path, READ_FILE | READ_DIRECTORY);
        }
        for (Path path : allowed.execute()) {
            allow(ruleset, path, READ_FILE | READ_DIRECTORY | EXECUTE);
        }
        for (Path path : allowed.write()) {
            allow(ruleset, path, allFiles() & ~EXECUTE);
        }
        for (Path path : allowed.append()) {
            allow(ruleset, path, allFiles() & ~(EXECUTE | READ_FILE | READ_DIRECTORY));
        }
        if (abi >= NETWORK_ABI) {
            for (int port : allowed.ports()) {
                allowPort(ruleset, port);
            }
        }
        libc.renouncePrivileges();
        libc.syscall(SYS_RESTRICT_SELF, (long) ruleset, 0L);
        libc.close(ruleset);
    }

    private int createRuleset() throws IOException {
        // The structure grew with the interface; an older kernel rejects a longer one.
        int size = abi >= SCOPE_ABI ? 24 : abi >= NETWORK_ABI ? 16 : 8;
        try (Memory attributes = new Memory(size)) {
            attributes.setLong(0, allFiles());
            if (size > 8) {
                attributes.setLong(8, BIND | CONNECT);
            }
            if (size > 16) {
                attributes.setLong(16, ABSTRACT_SOCKETS | SIGNALS);
            }
            return (int) libc.syscall(SYS_CREATE_RULESET, attributes, (long) size, 0L);
        }
    }

    /** All file rights that this kernel knows. */
    private long allFiles() {
        long all = (1 << 14) - 1;
        all |= abi >= TRUNCATE_ABI ? TRUNCATE : 0;
        all |= abi >= DEVICE_ABI ? DEVICE_CONTROL : 0;
        return all;
    }

    private void allow(int ruleset, Path path, long rights) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        long ofFiles = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | DEVICE_CONTROL;
        // The kernel may drop and recreate the inodes of /proc/self, and a recreated inode has no rule. Keeping the
        // file open prevents that.
        boolean keep = path.startsWith(OWN_PROCESS);
        int file = libc.open(path.toString(), Libc.O_PATH | (keep ? 0 : Libc.O_CLOEXEC));
        try (Memory rule = new Memory(12)) {
            rule.setLong(0, rights & allFiles() & (Files.isDirectory(path) ? -1 : ofFiles));
            rule.setInt(8, file);
            libc.syscall(SYS_ADD_RULE, (long) ruleset, (long) RULE_PATH_BENEATH, rule, 0L);
        }
        if (!keep) {
            libc.close(file);
        }
    }

    private void allowPort(int ruleset, int port) throws IOException {
        try (Memory rule = new Memory(16)) {
            rule.setLong(0, BIND);
            rule.setLong(8, port);
            libc.syscall(SYS_ADD_RULE, (long) ruleset, (long) RULE_NET_PORT, rule, 0L);
        }
    }
}
