package io.changelens.local.dashboard;

import io.changelens.local.UserError;
import io.changelens.local.files.PrivateFiles;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * Access control of the dashboard. A browser exchanges the code in the link that {@code up} prints for a session. The
 * code is drawn anew in each run of the stack and stands behind the {@code #}, so browsers send it to no server. The
 * session is kept in the data directory, so that an open page still works after a restart, and never appears in an
 * address. Both are in a file that only its owner can read.
 */
public final class DashboardAccess {

    private static final String FILE = "dashboard-access";
    private static final int RANDOM_BYTES = 18;

    private final String code;
    private final String session;

    private DashboardAccess(String code, String session) {
        this.code = code;
        this.session = session;
    }

    /**
     * Draws a new code, and a session unless the data directory has one.
     *
     * @param dataDir data directory of the stack
     * @throws IOException if the file cannot be read or written
     */
    public static DashboardAccess renew(Path dataDir) throws IOException {
        Path file = dataDir.resolve(FILE);
        String kept = Files.exists(file) ? read(file).session : null;
        DashboardAccess access = new DashboardAccess(random(), kept == null ? random() : kept);
        PrivateFiles.write(file, "code=" + access.code + "\nsession=" + access.session + "\n");
        return access;
    }

    /**
     * The code and session of a running stack.
     *
     * @param dataDir data directory of the stack
     * @throws UserError if the file is missing or cannot be read
     */
    public static DashboardAccess of(Path dataDir) {
        Path file = dataDir.resolve(FILE);
        try {
            return read(file);
        } catch (IOException e) {
            throw new UserError("cannot read the dashboard's code in " + file + ": " + e.getMessage(), e);
        }
    }

    private static DashboardAccess read(Path file) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        return new DashboardAccess(lines.getProperty("code"), lines.getProperty("session"));
    }

    /**
     * The address to open in a browser. It contains the code, so it belongs on the terminal, not in logs.
     *
     * @param dashboard address of the dashboard
     */
    public URI link(URI dashboard) {
        return dashboard.resolve("#/?code=" + code);
    }

    /** Whether a text is the code. */
    public boolean isCode(String text) {
        return same(code, text);
    }

    /** Whether a text is the session. */
    public boolean isSession(String text) {
        return same(session, text);
    }

    /** The session. */
    public String session() {
        return session;
    }

    /** Compares in constant time. */
    private static boolean same(String secret, String text) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
