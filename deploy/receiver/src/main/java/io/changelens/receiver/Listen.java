package io.changelens.receiver;

import io.changelens.local.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how the receiver listens.
 *
 * @param host host name or address
 * @param port port; 0 for any that is free
 * @param tls key and certificate; empty for plain HTTP
 * @param idle how long a connection may be silent
 * @param longestBody how long a body may take altogether
 */
public record Listen(String host, int port, Optional<Tls> tls, Duration idle, Duration longestBody) {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LONGEST_BODY = Duration.ofSeconds(30);
    private static final int MOST_PORT = 65_535;

    /**
     * Key and certificate of the receiver.
     *
     * @param keystore a PKCS #12 file
     * @param password its password
     */
    public record Tls(Path keystore, String password) {
        /**
         * Reads the password.
         *
         * @throws UserError when a file cannot be read, or others may read the password
         */
        public static Tls of(Path keystore, Path passwordFile) {
            Secrets.requireOwn(keystore, "a key");
            return new Tls(keystore.toAbsolutePath(), Secrets.read(passwordFile, "a password"));
        }

        /** Returns the file alone. */
        @Override
        public String toString() {
            return keystore.toString();
        }
    }

    /**
     * Reads an address.
     *
     * @param address {@code HOST:PORT}
     * @param tls key and certificate
     * @throws UserError when it is none
     */
    public static Listen at(String address, Optional<Tls> tls) {
        int colon = address.lastIndexOf(':');
        if (colon <= 0 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new UserError("--listen " + address + ": expected HOST:PORT");
        }
        int port = Integer.parseInt(address.substring(colon + 1));
        if (port > MOST_PORT) {
            throw new UserError("--listen " + address + ": there is no port " + port);
        }
        String host = address.substring(0, colon).replaceFirst("^\\[(.*)]$", "$1");
        return new Listen(host, port, tls, IDLE, LONGEST_BODY);
    }
}
