package io.changelens.local.process;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;

/** Calls of the C library that Java has no equivalent of. Each fails with the system's error number in the message. */
public final class Libc {

    /** Of open(2): a reference to a file that gives no right to its content. Linux. */
    public static final int O_PATH = 0x200000;

    /** Of open(2): closed by exec. Linux. */
    public static final int O_CLOEXEC = 0x80000;

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SYS_CLOSE_RANGE = 436;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int FIRST_INHERITED = 3;

    private final NativeLibrary process = NativeLibrary.getProcess();

    /** A system call by its number. */
    public long syscall(long number, Object... arguments) throws IOException {
        Object[] all = new Object[arguments.length + 1];
        all[0] = number;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return (Long) invoke("syscall", Long.class, all);
    }

    /** Opens a file; the flags are Linux's. */
    public int open(String path, int flags) throws IOException {
        return (Integer) invoke("open", Integer.class, path, flags);
    }

    public void close(int descriptor) throws IOException {
        invoke("close", Integer.class, descriptor);
    }

    /** A pipe: its end for reading, its end for writing. */
    public int[] pipe() throws IOException {
        int[] ends = new int[2];
        invoke("pipe", Integer.class, (Object) ends);
        return ends;
    }

    /** Makes a descriptor a copy of another one; exec leaves the copy open. */
    public void duplicate(int descriptor, int as) throws IOException {
        invoke("dup2", Integer.class, descriptor, as);
    }

    public void write(int descriptor, byte[] bytes) throws IOException {
        long written = (Long) invoke("write", Long.class, descriptor, bytes, (long) bytes.length);
        if (written != bytes.length) {
            throw new IOException("write: " + written + " of " + bytes.length + " bytes");
        }
    }

    /** Neither this thread nor what it executes ever gets more rights, as by set-user-id programs. Linux. */
    public void renouncePrivileges() throws IOException {
        invoke("prctl", Integer.class, PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
    }

    /** Lets exec close whatever this JVM has opened, but for the three standard streams. Linux. */
    public void closeOnExec() throws IOException {
        syscall(SYS_CLOSE_RANGE, (long) FIRST_INHERITED, 0xFFFFFFFFL, (long) CLOSE_RANGE_CLOEXEC);
    }

    /** Replaces this process by a program, with this environment; returns by an exception or not at all. */
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

    /** An address of nothing, as an argument. */
    public static Pointer nothing() {
        return Pointer.NULL;
    }
}
