package io.changelens.schemas;

import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A kind of record: the topic that it is on, its Avro contract, its Kafka key and its event time. Each of these facts is
 * defined here and nowhere else.
 *
 * <p>Serialization keeps the topic alone: every JVM has one instance of each kind.
 *
 * @param <T> the generated record
 */
public final class RecordKind<T extends SpecificRecordBase> implements Serializable {

    /** Events in the history of a change. */
    public static final RecordKind<DeploymentEvent> DEPLOYMENTS = new RecordKind<>(
            Topics.DEPLOYMENTS,
            "deployment-event",
            DeploymentEvent.class,
            DeploymentEvent::getEncoder,
            DeploymentEvent::getChangeId,
            "occurredAt",
            DeploymentEvent::getOccurredAt);

    /** Events in the history of an incident. */
    public static final RecordKind<IncidentEvent> INCIDENTS = new RecordKind<>(
            Topics.INCIDENTS,
            "incident-event",
            IncidentEvent.class,
            IncidentEvent::getEncoder,
            IncidentEvent::getIncidentId,
            "occurredAt",
            IncidentEvent::getOccurredAt);

    /** Activity of learners and teachers. */
    public static final RecordKind<LearningActivityEvent> LEARNING_ACTIVITY = new RecordKind<>(
            Topics.LEARNING_ACTIVITY,
            "learning-activity-event",
            LearningActivityEvent.class,
            LearningActivityEvent::getEncoder,
            LearningActivityEvent::getLearner,
            "occurredAt",
            LearningActivityEvent::getOccurredAt);

    /** Catalog revisions, each the whole catalog. */
    public static final RecordKind<ValueStreamCatalog> VALUE_STREAMS = new RecordKind<>(
            Topics.VALUE_STREAMS,
            "value-stream-catalog",
            ValueStreamCatalog.class,
            ValueStreamCatalog::getEncoder,
            catalog -> Long.toString(catalog.getRevision()),
            "effectiveFrom",
            ValueStreamCatalog::getEffectiveFrom);

    /** Release windows. */
    public static final RecordKind<ReleaseWindow> RELEASE_WINDOWS = new RecordKind<>(
            Topics.RELEASE_WINDOWS,
            "release-window",
            ReleaseWindow.class,
            ReleaseWindow::getEncoder,
            ReleaseWindow::getWindowId,
            "startsAt",
            ReleaseWindow::getStartsAt);

    /** KPI sums by minute, published by the outcomes job. */
    public static final RecordKind<OutcomeMinute> OUTCOMES = new RecordKind<>(
            Topics.OUTCOMES,
            "outcome-minute",
            OutcomeMinute.class,
            OutcomeMinute::getEncoder,
            minute -> String.join(
                    "|",
                    minute.getValueStream(),
                    minute.getKpi(),
                    minute.getService(),
                    minute.getCohort(),
                    Long.toString(minute.getMinute().toEpochMilli())),
            "minute",
            OutcomeMinute::getMinute);

    /** Alerts, published by the delivery and the effects job. */
    public static final RecordKind<ChangeAlert> CHANGE_ALERTS = new RecordKind<>(
            Topics.CHANGE_ALERTS,
            "change-alert",
            ChangeAlert.class,
            ChangeAlert::getEncoder,
            ChangeAlert::getAlertId,
            "raisedAt",
            ChangeAlert::getRaisedAt);

    @Serial
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final transient String contract;
    private final transient Class<T> type;
    private final transient Supplier<BinaryMessageEncoder<T>> encoder;
    private final transient Function<T, String> key;
    private final transient String timeField;
    private final transient Function<T, Instant> time;

    private RecordKind(
            String topic,
            String contract,
            Class<T> type,
            Supplier<BinaryMessageEncoder<T>> encoder,
            Function<T, String> key,
            String timeField,
            Function<T, Instant> time) {
        this.topic = topic;
        this.contract = contract;
        this.type = type;
        this.encoder = encoder;
        this.key = key;
        this.timeField = timeField;
        this.time = time;
    }

    /** Kinds that producers and {@code import} write, and jobs read. */
    public static List<RecordKind<?>> inputs() {
        return List.of(DEPLOYMENTS, INCIDENTS, LEARNING_ACTIVITY, VALUE_STREAMS, RELEASE_WINDOWS);
    }

    /** All kinds. */
    public static List<RecordKind<?>> all() {
        return Stream.concat(inputs().stream(), Stream.of(OUTCOMES, CHANGE_ALERTS))
                .toList();
    }

    /** The kind on a topic; empty if the topic has no Avro contract. */
    public static Optional<RecordKind<?>> onTopic(String topic) {
        return all().stream().filter(kind -> kind.topic.equals(topic)).findFirst();
    }

    /** Name of the topic, without a prefix. It is also the name of the kind on the command line. */
    public String topic() {
        return topic;
    }

    /** Name of the contract: the folder of its versions under {@code schemas/released}. */
    public String contract() {
        return contract;
    }

    /** The generated record. */
    public Class<T> type() {
        return type;
    }

    /** The current version of the contract. */
    public Schema schema() {
        return SpecificData.get().getSchema(type);
    }

    /** The Kafka key of a record. Records of one key share a partition, which finding duplicates depends on. */
    public String key(T record) {
        return key.apply(record);
    }

    /** The field of the contract that holds the time. */
    public String timeField() {
        return timeField;
    }

    /** The time of a record: when the event occurred, or from when on a table's row holds. */
    public Instant time(T record) {
        return time.apply(record);
    }

    /** The value of a Kafka record: Avro's single-object encoding. */
    public byte[] encode(T record) {
        return SingleObject.encode(encoder.get(), record);
    }

    /** A Kafka record: time, key and value. */
    public EncodedRecord encoded(T record) {
        return new EncodedRecord(
                time(record).toEpochMilli(), key(record).getBytes(StandardCharsets.UTF_8), encode(record));
    }

    /** Whether the topic is compacted, so that its last record of each key holds and order in time means nothing. */
    public boolean isTable() {
        return Topic.named(topic).compacted();
    }

    /** The topic, which names a kind. */
    @Override
    public String toString() {
        return topic;
    }

    @Serial
    private Object readResolve() {
        return onTopic(topic).orElseThrow();
    }
}
