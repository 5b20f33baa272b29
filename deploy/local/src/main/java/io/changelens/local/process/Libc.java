package io.changelens.local.process;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;

/**
 * Functions of the C library that have no equivalent in Java. Each throws an IOException with the system's error number
 * in its message when it fails.
 */
public final class Libc {

    /** Flag of open(2): a reference to a file without access to its content. Linux. */
    public static final int O_PATH = 0x200000;

    /** Flag of open(2): the descriptor is closed by exec. Linux. */
    public static final int O_CLOEXEC = 0x80000;

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SYS_CLOSE_RANGE = 436;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int FIRST_INHERITED = 3;

    private final NativeLibrary process = NativeLibrary.getProcess();

    /** Makes a system call by its number and returns its result. */
    public long syscall(long number, Object... arguments) throws IOException {
        Object[] all = new Object[arguments.length + 1];
        all[0] = number;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return (Long) invoke("syscall", Long.class, all);
    }

    /** Opens a file with Linux's flags and returns its descriptor. */
    public int open(String path, int flags) throws IOException {
        return (Integer) invoke("open", Integer.class, path, flags);
    }

    /** Closes a file descriptor. */
    public void close(int descriptor) throws IOException {
        invoke("close", Integer.class, descriptor);
    }

    /** Creates a pipe and returns its two descriptors: read end, write end. */
    public int[] pipe() throws IOException {
        int[] ends = new int[2];
        invoke("pipe", Integer.class, (Object) ends);
        return ends;
    }

    /** Makes descriptor {@code as} a copy of {@code descriptor}; the copy stays open across exec. */
    public void duplicate(int descriptor, int as) throws IOException {
        invoke("dup2", Integer.class, descriptor, as);
    }

    /** Writes all bytes to a descriptor; fails if it accepts only some of them. */
    public void write(int descriptor, byte[] bytes) throws IOException {
        long written = (Long) invoke("write", Long.class, descriptor, bytes, (long) bytes.length);
        if (written != bytes.length) {
            throw new IOException("write: " + written + " of " + bytes.length + " bytes");
        }
    }

    /**
     * Prevents this thread and the programs that it executes from gaining rights, for example by set-user-id programs.
     * Linux.
     */
    public void renouncePrivileges() throws IOException {
        invoke("prctl", Integer.class, PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
    }

    /** Marks all open descriptors of this JVM except the three standard streams as closed by exec. Linux. */
    public void closeOnExec() throws IOException {
        syscall(SYS_CLOSE_RANGE, (long) FIRST_INHERITED, 0xFFFFFFFFL, (long) CLOSE_RANGE_CLOEXEC);
    }

    /**
     * Replaces this process by a program, keeping the environment (execv). Returns only by an exception.
     *
     * @param command path of the program, and its arguments
     */
    public void execute(String[] command) throws IOException {
        invoke("execv", Integer.class, command[0], new StringArray(command));
    }

    private Object invoke(String name, Class<?> result, Object... arguments) throws IOException {
        try {
            return process.getFunction(name, Function.C_CONVENTION | Function.THROW_LAST_ERROR)
                    .invoke(result, arguments);
        } catch (LastErrorException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /** The null pointer, as an argument of {@link #syscall}. */
    public static Pointer nothing() {
        return Pointer.NULL;
    }
}
