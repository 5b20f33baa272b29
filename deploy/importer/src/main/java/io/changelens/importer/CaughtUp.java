package io.changelens.importer;

import java.time.Duration;
import java.util.Set;

/** Waits until the jobs have read what was sent. */
public interface CaughtUp {
    /**
     * Waits until the jobs have read everything that is on the topics now, or the timeout has passed, and reports the
     * result to the user.
     *
     * @param topics names of topics in the contract
     * @param timeout longest wait
     * @return whether everything has been read
     * @throws InterruptedException if the user interrupts
     */
    boolean await(Set<String> topics, Duration timeout) throws InterruptedException;
}
