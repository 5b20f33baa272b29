package io.changelens.local.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The message that {@link ConfinedMain} reads from standard input before it replaces itself by another program.
 *
 * @param allowed files and ports that the program may access
 * @param secrets texts that the program can read once each, as the files {@link #secretFile}
 * @param command path of the program, and its arguments
 */
public record ConfinedLaunch(Landlock.Allowed allowed, List<byte[]> secrets, List<String> command) {

    /** Higher than any descriptor that a JVM has opened right after its start. */
    private static final int FIRST_SECRET = 100;

    /**
     * The file descriptor of a secret.
     *
     * @param index position in {@link #secrets}, from 0
     */
    public static int secretDescriptor(int index) {
        return FIRST_SECRET + index;
    }

    /**
     * The path under which the program reads a secret. It is a pipe, so a second read finds it empty.
     *
     * @param index position in {@link #secrets}, from 0
     */
    public static String secretFile(int index) {
        return "/dev/fd/" + secretDescriptor(index);
    }

    /**
     * Writes this message.
     *
     * @throws IOException if the stream cannot be written
     */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        writePaths(data, allowed.read());
        writePaths(data, allowed.execute());
        writePaths(data, allowed.write());
        writePaths(data, allowed.append());
        writeTexts(data, allowed.ports().stream().map(Object::toString).toList());
        data.writeInt(secrets.size());
        for (byte[] secret : secrets) {
            data.writeInt(secret.length);
            data.write(secret);
        }
        writeTexts(data, command);
        data.flush();
    }

    /**
     * Reads one message of {@link #write} and no byte beyond it.
     *
     * @throws IOException if the stream ends early or cannot be read
     */
    public static ConfinedLaunch read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        Landlock.Allowed allowed = new Landlock.Allowed(
                readPaths(data),
                readPaths(data),
                readPaths(data),
                readPaths(data),
                readTexts(data).stream().map(Integer::valueOf).toList());
        List<byte[]> secrets = new ArrayList<>();
        for (int left = data.readInt(); left > 0; left--) {
            secrets.add(data.readNBytes(data.readInt()));
        }
        return new ConfinedLaunch(allowed, secrets, readTexts(data));
    }

    private static void writePaths(DataOutputStream out, List<Path> paths) throws IOException {
        writeTexts(out, paths.stream().map(Path::toString).toList());
    }

    private static List<Path> readPaths(DataInputStream in) throws IOException {
        return readTexts(in).stream().map(Path::of).toList();
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
