package io.changelens.pipeline.decode;

import io.changelens.pipeline.decode.EventRules.Violation;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What the decode stage has to know of one kind of record.
 *
 * @param type the generated record
 * @param eventTime when it happened; {@link Instant#EPOCH} for records that are no events
 * @param rules what it must mean to count
 * @param <T> the generated record
 */
public record Contract<T extends SpecificRecordBase>(Class<T> type, EventTimeOf<T> eventTime, RulesOf<T> rules)
        implements Serializable {

    /** Topic {@code deployments}. */
    public static final Contract<DeploymentEvent> DEPLOYMENTS =
            new Contract<>(DeploymentEvent.class, DeploymentEvent::getOccurredAt, EventRules::check);

    /** Topic {@code incidents}. */
    public static final Contract<IncidentEvent> INCIDENTS =
            new Contract<>(IncidentEvent.class, IncidentEvent::getOccurredAt, EventRules::check);

    /** Topic {@code learning-activity}. */
    public static final Contract<LearningActivityEvent> LEARNING_ACTIVITY =
            new Contract<>(LearningActivityEvent.class, LearningActivityEvent::getOccurredAt, EventRules::check);

    /** Topic {@code outcomes}; its event time is the begin of the minute. */
    public static final Contract<OutcomeMinute> OUTCOMES =
            new Contract<>(OutcomeMinute.class, o -> o.getPreview() ? null : o.getMinute(), EventRules::check);

    /** Topic {@code value-streams}. */
    public static final Contract<ValueStreamCatalog> VALUE_STREAMS =
            new Contract<>(ValueStreamCatalog.class, c -> Instant.EPOCH, EventRules::check);

    /** Topic {@code release-windows}. */
    public static final Contract<ReleaseWindow> RELEASE_WINDOWS =
            new Contract<>(ReleaseWindow.class, w -> Instant.EPOCH, EventRules::check);

    /** Reads an event's time. */
    @FunctionalInterface
    public interface EventTimeOf<T> extends Serializable {
        /** The event's time; null if it must not move the clock. */
        Instant of(T event);
    }

    /** Finds the first rule that an event breaks. */
    @FunctionalInterface
    public interface RulesOf<T> extends Serializable {
        /** The first broken rule of an event that was published at that epoch millisecond. */
        Optional<Violation> check(T event, long publishedAt);
    }
}
