package io.changelens.local.process;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/**
 * A child JVM that gives up what its successor does not need, and then becomes that: the process stays, its program is
 * replaced. Landlock restricts a thread and what it starts, and a JVM has threads of its own already; after the
 * replacement none is left that is not restricted.
 */
public final class ConfinedMain {

    /** Begins the line that says why nothing is restricted. */
    public static final String NOT_CONFINED = "not confined: ";

    private static final int PIPE_BYTES = 32_768;

    private ConfinedMain() {}

    /**
     * Reads a {@link ConfinedLaunch} from standard input, and leaves what follows it to the program.
     *
     * @param args none
     * @throws IOException if it cannot restrict itself although the system could, or the program cannot be executed
     */
    @SuppressWarnings("resource") // The program goes on reading where this stops.
    public static void main(String[] args) throws IOException {
        // System.in would read ahead.
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
            // An older kernel, or another system: the JVM marks what it opens by itself.
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
