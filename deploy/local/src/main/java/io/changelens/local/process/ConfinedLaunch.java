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
 * What {@link ConfinedMain} reads from its standard input before it becomes another program.
 *
 * @param allowed what that program may reach
 * @param secrets texts that it may read once each, as files {@link #secretFile}
 * @param command path of the program, and its arguments
 */
public record ConfinedLaunch(Landlock.Allowed allowed, List<byte[]> secrets, List<String> command) {

    /** High enough that a young JVM has not come to it. */
    private static final int FIRST_SECRET = 100;

    /** The descriptor of a secret. */
    public static int secretDescriptor(int index) {
        return FIRST_SECRET + index;
    }

    /** Where the program reads a secret. It is a pipe: who opens it a second time finds it empty. */
    public static String secretFile(int index) {
        return "/dev/fd/" + secretDescriptor(index);
    }

    /** Sends it. */
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

    /** Reads what {@link #write} has sent, and not a byte more. */
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
