package io.changelens.local.process;

import io.changelens.local.UserError;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.apache.flink.util.ExceptionUtils;

/** Chooses loopback ports. */
public final class Ports {

    private static final int CONNECT_MILLIS = 200;
    private static final int TRIES = 20;

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
     * Turns wishes into ports, in order and all different, and holds them.
     *
     * @throws UserError if a port named by an option is in use or not a port
     */
    public static PortLease lease(List<Wish> wishes) {
        PortLease lease = new PortLease();
        try {
            for (Wish wish : wishes) {
                take(wish, lease);
            }
            return lease;
        } catch (IOException e) {
            lease.close();
            throw new UserError("no free port could be had: " + e.getMessage(), e);
        } catch (UserError e) {
            lease.close();
            throw e;
        }
    }

    /**
     * Turns wishes into ports, in order and all different; they are free at that moment.
     *
     * @throws UserError if a port named by an option is in use or not a port
     */
    public static List<Integer> choose(List<Wish> wishes) {
        try (PortLease lease = lease(wishes)) {
            return lease.ports();
        }
    }

    /** Begins to listen on a port. */
    public interface Listening<T> {
        /** Does it. */
        T begin() throws Exception;
    }

    /**
     * Begins to listen on a port in this JVM.
     *
     * @throws PortTaken if somebody else listens there
     * @throws Exception if it fails for another reason
     */
    public static <T> T listen(int port, Listening<T> listening) throws Exception {
        try {
            return listening.begin();
        } catch (Exception e) {
            if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
                throw new PortTaken("another program listens on port " + port, e);
            }
            throw e;
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

    private static void take(Wish wish, PortLease lease) throws IOException {
        boolean fixed = !wish.option().isEmpty();
        if (wish.port() < 0 || wish.port() > 65535 || (fixed && wish.port() == 0)) {
            throw new UserError(wish.option() + " " + wish.port() + ": a port is a number from 1 to 65535");
        }
        if (wish.port() != 0 && takeNamed(wish.port(), lease)) {
            return;
        }
        if (fixed) {
            throw new UserError(wish.option() + " " + wish.port()
                    + ": the port is in use; stop what uses it, name another, or leave the option out");
        }
        for (int left = TRIES; left > 0; left--) {
            if (lease.take(bind(0))) {
                return;
            }
        }
        throw new IOException("other stacks have chosen all that were tried");
    }

    private static boolean takeNamed(int port, PortLease lease) throws IOException {
        if (answers(port)) {
            return false;
        }
        ServerSocket socket;
        try {
            socket = bind(port);
        } catch (IOException e) {
            return false; // In use: the same as answering.
        }
        return lease.take(socket);
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

    // Not InetAddress.getLoopbackAddress, which may be ::1.
    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}
