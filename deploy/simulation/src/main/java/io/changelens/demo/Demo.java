package io.changelens.demo;

import java.io.IOException;
import java.time.Duration;

/** Something to play through a running stack, whose truth is known. */
public interface Demo {

    /** Sends its events and waits until the jobs have read them. */
    void play() throws IOException, InterruptedException;

    /**
     * Compares what the tables say with what is true.
     *
     * @param took from the start of the stack until now
     */
    DemoResult result(Duration took) throws IOException, InterruptedException;
}
