package io.changelens.demo;

import java.io.IOException;
import java.time.Duration;

/** A data set with a known truth that is played through a running stack. */
public interface Demo {

    /**
     * Sends the events and waits until the jobs have read them.
     *
     * @throws IOException if a file cannot be read or written
     */
    void play() throws IOException, InterruptedException;

    /**
     * Compares the tables with the truth.
     *
     * @param took time from the start of the stack until now
     * @return the findings
     * @throws IOException if the truth cannot be read
     */
    DemoResult result(Duration took) throws IOException, InterruptedException;
}
