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
 * What folding has to know of one kind of event.
 *
 * @param type the generated record
 * @param subject id of the change or incident that an event belongs to
 * @param eventId id of an event
 * @param eventTime when it happened
 * @param fold puts the distinct events of one subject together
 * @param <E> the event
 * @param <L> what a subject's events are put together to
 */
record HistoryKind<E extends SpecificRecordBase, L>(
        Class<E> type, Read<E, String> subject, Read<E, String> eventId, Read<E, Instant> eventTime, Fold<E, L> fold)
        implements Serializable {

    static final HistoryKind<DeploymentEvent, ChangeHistory> OF_CHANGES = new HistoryKind<>(
            DeploymentEvent.class,
            DeploymentEvent::getChangeId,
            DeploymentEvent::getEventId,
            DeploymentEvent::getOccurredAt,
            ChangeHistory::of);

    static final HistoryKind<IncidentEvent, IncidentHistory> OF_INCIDENTS = new HistoryKind<>(
            IncidentEvent.class,
            IncidentEvent::getIncidentId,
            IncidentEvent::getEventId,
            IncidentEvent::getOccurredAt,
            IncidentHistory::of);

    interface Read<E, V> extends Serializable {
        V of(E event);
    }

    interface Fold<E, L> extends Serializable {
        L of(Collection<E> distinct);
    }
}
