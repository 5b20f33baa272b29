package io.changelens.pipeline.delivery;

import io.changelens.core.delivery.ChangeHistory;
import io.changelens.core.delivery.IncidentHistory;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Functions by which {@link AggregateEvents} handles one kind of event.
 *
 * @param type the generated record
 * @param subject returns the id of the change or incident that an event belongs to
 * @param eventId returns the id of an event
 * @param eventTime returns the event time
 * @param identity returns what all events of one change or incident have in common besides its id; an event that differs
 *     in it from the first one belongs to another thing with the same id
 * @param fold computes the history from the distinct events of one change or incident
 * @param <E> the type of the events
 * @param <L> the type of the history
 */
record HistoryKind<E extends SpecificRecordBase, L>(
        Class<E> type,
        Read<E, String> subject,
        Read<E, String> eventId,
        Read<E, Instant> eventTime,
        Read<E, String> identity,
        Fold<E, L> fold)
        implements Serializable {

    static final HistoryKind<DeploymentEvent, ChangeHistory> OF_CHANGES = new HistoryKind<>(
            DeploymentEvent.class,
            DeploymentEvent::getChangeId,
            DeploymentEvent::getEventId,
            DeploymentEvent::getOccurredAt,
            DeploymentEvent::getService,
            ChangeHistory::of);

    static final HistoryKind<IncidentEvent, IncidentHistory> OF_INCIDENTS = new HistoryKind<>(
            IncidentEvent.class,
            IncidentEvent::getIncidentId,
            IncidentEvent::getEventId,
            IncidentEvent::getOccurredAt,
            // Who is affected most may turn out differently while the incident goes on.
            event -> "",
            IncidentHistory::of);

    /** Reads a value from an event. */
    interface Read<E, V> extends Serializable {
        /** Returns the value. */
        V of(E event);
    }

    /** Computes a history from events. */
    interface Fold<E, L> extends Serializable {
        /** Returns the history of distinct events, in whatever order they are given. */
        L of(Collection<E> distinct);
    }
}
