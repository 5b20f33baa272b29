package io.changelens.relay;

import io.changelens.schemas.ChangeAlert;
import java.util.Collection;

/** Somewhere alerts are delivered. */
public interface AlertTarget {

    /**
     * Delivers a change of an alert's state; returns when it is delivered, or refused for good.
     *
     * @param alert the alert in its new state
     * @throws InterruptedException if the thread is interrupted while the target is away
     */
    void changed(ChangeAlert alert) throws InterruptedException;

    /**
     * Tells what holds now, once after the start and then every minute.
     *
     * @param raised alerts that are raised
     * @throws InterruptedException if the thread is interrupted
     */
    void holding(Collection<ChangeAlert> raised) throws InterruptedException;
}
