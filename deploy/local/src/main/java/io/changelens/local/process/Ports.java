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
     * A requested port.
     *
     * @param port the port; 0 for any
     * @param option the command-line option that named it, if it must be this port; empty if another will do
     */
    public record Wish(int port, String option) {

        /** This port if it is free, otherwise any. */
        public static Wish prefer(int port) {
            return new Wish(port, "");
        }

        /** This port only, because the user named it with an option. */
        public static Wish exactly(int port, String option) {
            return new Wish(port, option);
        }

        /** Any free port. */
        public static Wish any() {
            return new Wish(0, "");
        }
    }

    /**
     * Chooses a free port for each request and holds them. All are different; the order is kept.
     *
     * @throws UserError if a port named by an option is in use or out of range
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
     * Chooses a free port for each request without holding them, so they are free only at that moment. All are
     * different; the order is kept.
     *
     * @throws UserError if a port named by an option is in use or out of range
     */
    public static List<Integer> choose(List<Wish> wishes) {
        try (PortLease lease = lease(wishes)) {
            return lease.ports();
        }
    }

    /**
     * A server that binds a port.
     *
     * @param <T> type of the server
     */
    public interface Listening<T> {
        /** Binds the port and returns the server. */
        T begin() throws Exception;
    }

    /**
     * Starts a server of this JVM on a port.
     *
     * @param port the port, for the message
     * @param listening binds the port
     * @throws PortTaken if another program listens on the port
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

    /** Whether a port is free at this moment. */
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
            return false; // In use, although nothing answered.
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

    /**
     * Whether a server answers on the port. Asked before binding, because macOS lets a port be bound on loopback
     * although another program listens on it on all addresses.
     */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(loopback(port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    // Always 127.0.0.1; InetAddress.getLoopbackAddress() may be ::1.
    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}
