package io.changelens.importer;

import java.time.Duration;
import java.util.Set;

/** Waits until the jobs have read what was sent. */
public interface CaughtUp {
    /**
     * Waits until everything that is on the topics now has been read, or the time is over, and says so to the user.
     *
     * @param topics names of Kafka topics
     * @param timeout longest wait
     * @return whether everything has been read
     * @throws InterruptedException when the user gives up
     */
    boolean await(Set<String> topics, Duration timeout) throws InterruptedException;
}
