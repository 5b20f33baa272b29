package io.changelens.local.process;

import com.sun.security.auth.module.UnixSystem;
import io.changelens.local.files.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that a stack has chosen. Each is bound by this object until the service that will listen on it starts. A lock
 * file keeps other stacks of the same user from choosing it as long as the lease is open. Between release and bind, any
 * other program may still take the port, so clients must verify which server answers; see {@link PortTaken}.
 */
public final class PortLease implements AutoCloseable {

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final List<FileChannel> locks = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    /** An empty lease. */
    public PortLease() {}

    /**
     * Adds a port that was just bound.
     *
     * @param socket the bound socket; this lease closes it
     * @return false if another stack has chosen the port; the socket is then closed
     * @throws IOException if the lock file cannot be opened
     */
    public boolean take(ServerSocket socket) throws IOException {
        if (!lock(socket.getLocalPort())) {
            socket.close();
            return false;
        }
        sockets.add(socket);
        ports.add(socket.getLocalPort());
        return true;
    }

    /** Locks a port. False if another stack holds the lock; true without a lock where no lock file can be created. */
    private boolean lock(int port) throws IOException {
        Path directory =
                Path.of(System.getProperty("java.io.tmpdir"), "changelens-ports-" + System.getProperty("user.name"));
        if (!isOurs(directory)) {
            return true;
        }
        FileChannel channel = FileChannel.open(
                directory.resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                locks.add(channel);
                return true;
            }
        } catch (OverlappingFileLockException e) {
            // Locked by another stack of this JVM, which counts like another process.
        }
        channel.close();
        return false;
    }

    /**
     * Whether the directory belongs to this user. Every user can create files in the system's temporary directory, so a
     * directory of another user is not trusted.
     */
    private static boolean isOurs(Path directory) {
        try {
            PrivateFiles.createDirectories(directory);
            Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    && ((Number) owner).longValue() == new UnixSystem().getUid();
        } catch (IOException e) {
            return false;
        }
    }

    /** The ports, in the order in which they were requested. */
    public List<Integer> ports() {
        return List.copyOf(ports);
    }

    /**
     * Releases ports so that services can bind them.
     *
     * @param places positions in {@link #ports}, from 0
     */
    public void free(int... places) {
        for (int place : places) {
            close(sockets.get(place));
        }
    }

    @Override
    public void close() {
        sockets.forEach(PortLease::close);
        locks.forEach(PortLease::close);
    }

    private static void close(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
