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
 * Who may see the dashboard: whoever knows the code in the link that {@code up} prints, which a browser exchanges for a
 * session. The code is a new one in each run of the stack and stands behind the {@code #}, which browsers send to nobody;
 * the session is kept with the data, so that a page that was opened once still opens after a restart, and stands in no
 * address. Both are in a file of the data directory that only its owner can read.
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
     * What a running stack has drawn.
     *
     * @param dataDir the stack's data directory
     * @throws UserError if the file is not there or another user's
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

    /** The address to open in a browser. It holds the code: for the terminal, not for logs. */
    public URI link(URI dashboard) {
        return dashboard.resolve("#/?code=" + code);
    }

    public boolean isCode(String text) {
        return same(code, text);
    }

    public boolean isSession(String text) {
        return same(session, text);
    }

    public String session() {
        return session;
    }

    /** In a time that does not depend on where they differ. */
    private static boolean same(String secret, String text) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
