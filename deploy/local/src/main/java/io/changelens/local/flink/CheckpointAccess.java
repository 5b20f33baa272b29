package io.changelens.local.flink;

import io.changelens.local.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The right to ask Flink for a checkpoint through its REST interface, the only request there that is not for reading.
 * Whoever can read a file of the data directory has it: the user that runs the stack. Drawn anew at each start.
 *
 * @param authorization value of the header {@code Authorization}
 */
public record CheckpointAccess(String authorization) {

    private static final String FILE = "checkpoint-access";
    private static final int RANDOM_BYTES = 18;

    /** The file in the directory of a cluster. */
    static Path file(Path directory) {
        return directory.resolve(FILE);
    }

    /**
     * Draws a new secret.
     *
     * @param directory directory of the cluster
     * @throws IOException if the file cannot be written
     */
    static void renew(Path directory) throws IOException {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        PrivateFiles.write(
                file(directory), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
    }

    /**
     * Reads the secret.
     *
     * @param file the file
     * @throws IOException if it cannot be read, for example by another user
     */
    static CheckpointAccess read(Path file) throws IOException {
        return new CheckpointAccess(
                "Bearer " + Files.readString(file, StandardCharsets.UTF_8).strip());
    }

    /** Whether a header gives the right. Compares in constant time. */
    boolean isGivenBy(String header) {
        return header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8));
    }

    /** Does not show the secret. */
    @Override
    public String toString() {
        return "CheckpointAccess";
    }
}
