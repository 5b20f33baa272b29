package io.changelens.receiver;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all bodies that are in memory at once, within a bound. */
final class Held {
    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    /** Creates an account of at most so many bytes. */
    Held(long most) {
        this.most = most;
    }

    /** Takes bytes; returns false, and takes none, when they would be too many. */
    boolean take(long more) {
        if (bytes.addAndGet(more) <= most) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    /** Gives bytes back. */
    void giveBack(long fewer) {
        bytes.addAndGet(-fewer);
    }

    /** The bytes that are taken. */
    long bytes() {
        return bytes.get();
    }
}
