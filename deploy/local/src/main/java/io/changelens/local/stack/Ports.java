package io.changelens.local.stack;

import io.changelens.local.cli.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Chooses loopback ports. */
public final class Ports {

    private static final int CONNECT_MILLIS = 200;

    private Ports() {}

    /**
     * A wish for a port.
     *
     * @param port the port wished for; 0 for any
     * @param option the command-line option that names it, if it must be this one; empty if another will do
     */
    public record Wish(int port, String option) {

        /** This port if it is free, else any. */
        public static Wish prefer(int port) {
            return new Wish(port, "");
        }

        /** This port or none, because the user named it with an option. */
        public static Wish exactly(int port, String option) {
            return new Wish(port, option);
        }

        /** Any free port. */
        public static Wish any() {
            return new Wish(0, "");
        }
    }

    /**
     * Turns wishes into ports, in order and all different.
     *
     * @throws UserError if a port named by an option is in use or not a port
     */
    public static List<Integer> choose(List<Wish> wishes) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            // Each is held until all are chosen, so that no port is handed out twice.
            for (Wish wish : wishes) {
                held.add(hold(wish));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(Ports::release);
        }
    }

    /** Whether a port could be had now. */
    public static boolean isFree(int port) {
        if (answers(port)) {
            return false;
        }
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket hold(Wish wish) {
        boolean fixed = !wish.option().isEmpty();
        if (wish.port() < 0 || wish.port() > 65535 || (fixed && wish.port() == 0)) {
            throw new UserError(wish.option() + " " + wish.port() + ": a port is a number from 1 to 65535");
        }
        try {
            if (wish.port() == 0 || !answers(wish.port())) {
                return bind(wish.port());
            }
        } catch (IOException e) {
            // In use: the same as answering.
        }
        if (fixed) {
            throw new UserError(wish.option() + " " + wish.port()
                    + ": the port is in use; stop what uses it, name another, or leave the option out");
        }
        return hold(Wish.any());
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(loopback(port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** On macOS a port can be bound on loopback although somebody listens on it on all addresses: so ask first. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(loopback(port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Not {@link InetAddress#getLoopbackAddress}, which may be ::1. */
    // Not InetAddress.getLoopbackAddress, which may be ::1.
    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
