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
 * Ports that a stack has chosen. Each is bound here until whoever is to listen on it begins; a lock keeps other stacks
 * of the same user from choosing it for as long as the lease lasts. A program of somebody else's may still take a port
 * between the two: so who answers on a port has to be recognised, see {@link PortTaken}.
 */
public final class PortLease implements AutoCloseable {

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final List<FileChannel> locks = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    public PortLease() {}

    /**
     * Takes a port that was just bound.
     *
     * @return false if another stack has chosen it; then the socket is closed
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

    /** False if another stack has the lock. Where there can be none, the port is had without. */
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
            // By another stack of this JVM: the same as by another process.
        }
        channel.close();
        return false;
    }

    /** Everybody may create something in the directory of temporary files: what others have made is not used. */
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

    /** The ports, in the order of the wishes. */
    public List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** Lets somebody listen on these, by their place in the list. */
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
