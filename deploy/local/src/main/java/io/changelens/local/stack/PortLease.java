package io.changelens.local.stack;

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
import java.util.Optional;

/**
 * Ports that a stack has chosen. Each is bound here until whoever is to listen on it begins; a lock keeps other stacks
 * of the same user from choosing it for as long as the lease lasts. A program of somebody else's may still take a port
 * between the two: so who answers on a port has to be recognised, see {@link PortTaken}.
 */
final class PortLease implements AutoCloseable {

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final List<FileChannel> locks = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    PortLease() {}

    /**
     * Takes a port that was just bound.
     *
     * @return false if another stack has chosen it; then the socket is closed
     */
    boolean take(ServerSocket socket) throws IOException {
        Optional<FileChannel> lock = lock(socket.getLocalPort());
        if (lock.isEmpty()) {
            socket.close();
            return false;
        }
        sockets.add(socket);
        locks.add(lock.get());
        ports.add(socket.getLocalPort());
        return true;
    }

    private static Optional<FileChannel> lock(int port) throws IOException {
        FileChannel channel = FileChannel.open(
                directory().resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // By another stack of this JVM: the same as by another process.
        }
        channel.close();
        return Optional.empty();
    }

    /** One for each user, whatever the directories of the stacks; nobody else may have made it for us. */
    private static Path directory() throws IOException {
        Path directory =
                Path.of(System.getProperty("java.io.tmpdir"), "changelens-ports-" + System.getProperty("user.name"));
        PrivateFiles.createDirectories(directory);
        Path own = Files.createTempFile(directory, "owner", null);
        try {
            boolean ours = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
            if (!ours || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(directory + " belongs to somebody else");
            }
        } finally {
            Files.deleteIfExists(own);
        }
        return directory;
    }

    /** The ports, in the order of the wishes. */
    List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** Lets somebody listen on these, by their place in the list. */
    void free(int... places) {
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
