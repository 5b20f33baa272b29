package io.changelens.local.process;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/**
 * A child JVM that drops the rights that its successor does not need and then replaces itself by that program (exec:
 * same process, other program). Landlock restricts the calling thread and what it starts, but a JVM already has other
 * threads; exec ends them, so no unrestricted thread remains.
 */
public final class ConfinedMain {

    /** Prefix of the output line that gives the reason why nothing is restricted. */
    public static final String NOT_CONFINED = "not confined: ";

    private static final int PIPE_BYTES = 32_768;

    private ConfinedMain() {}

    /**
     * Reads a {@link ConfinedLaunch} from standard input; the bytes after it are left for the program.
     *
     * @param args none
     * @throws IOException if the process cannot restrict itself although the system supports it, or the program cannot
     * be executed
     */
    @SuppressWarnings("resource") // The program continues to read where this method stops.
    public static void main(String[] args) throws IOException {
        // System.in is buffered and would consume bytes that belong to the program.
        ConfinedLaunch launch = ConfinedLaunch.read(new FileInputStream(FileDescriptor.in));
        Libc libc = new Libc();
        handOver(libc, launch.secrets());
        Landlock landlock = null;
        try {
            landlock = Landlock.ofSystem(libc);
        } catch (IOException e) {
            System.out.println(NOT_CONFINED + e.getMessage());
        }
        if (landlock != null) {
            landlock.restrict(launch.allowed());
            System.out.println("confined: Landlock, version " + landlock.abi());
        }
        libc.execute(launch.command().toArray(new String[0]));
    }

    private static void handOver(Libc libc, List<byte[]> secrets) throws IOException {
        try {
            libc.closeOnExec();
        } catch (IOException e) {
            // Not supported by this system: the JVM marks the files that it opens by itself.
        }
        for (int i = 0; i < secrets.size(); i++) {
            if (secrets.get(i).length > PIPE_BYTES) {
                throw new IOException("too long for a pipe: " + secrets.get(i).length + " bytes");
            }
            int[] pipe = libc.pipe();
            libc.write(pipe[1], secrets.get(i));
            libc.close(pipe[1]);
            libc.duplicate(pipe[0], ConfinedLaunch.secretDescriptor(i));
            libc.close(pipe[0]);
        }
    }
}
