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
 * A kind of record: its topic, Avro contract, Kafka key and event time. Each of these facts is defined here and nowhere
 * else.
 *
 * <p>Java serialization writes the topic alone, so that every JVM has one instance of each kind.
 *
 * @param <T> the generated record
 */
public final class RecordKind<T extends SpecificRecordBase> implements Serializable {

    /** Deployment events, which make up the history of a change. */
    public static final RecordKind<DeploymentEvent> DEPLOYMENTS = new RecordKind<>(
            Topics.DEPLOYMENTS,
            "deployment-event",
            DeploymentEvent.class,
            DeploymentEvent::getEncoder,
            DeploymentEvent::getChangeId,
            "occurredAt",
            DeploymentEvent::getOccurredAt);

    /** Incident events, which make up the history of an incident. */
    public static final RecordKind<IncidentEvent> INCIDENTS = new RecordKind<>(
            Topics.INCIDENTS,
            "incident-event",
            IncidentEvent.class,
            IncidentEvent::getEncoder,
            IncidentEvent::getIncidentId,
            "occurredAt",
            IncidentEvent::getOccurredAt);

    /** Activities of learners and teachers. */
    public static final RecordKind<LearningActivityEvent> LEARNING_ACTIVITY = new RecordKind<>(
            Topics.LEARNING_ACTIVITY,
            "learning-activity-event",
            LearningActivityEvent.class,
            LearningActivityEvent::getEncoder,
            LearningActivityEvent::getLearner,
            "occurredAt",
            LearningActivityEvent::getOccurredAt);

    /** Catalog revisions, each with the whole catalog. */
    public static final RecordKind<ValueStreamCatalog> VALUE_STREAMS = new RecordKind<>(
            Topics.VALUE_STREAMS,
            "value-stream-catalog",
            ValueStreamCatalog.class,
            ValueStreamCatalog::getEncoder,
            catalog -> Long.toString(catalog.getRevision()),
            "effectiveFrom",
            ValueStreamCatalog::getEffectiveFrom);

    /** Revisions of release windows. */
    public static final RecordKind<ReleaseWindow> RELEASE_WINDOWS = new RecordKind<>(
            Topics.RELEASE_WINDOWS,
            "release-window",
            ReleaseWindow.class,
            ReleaseWindow::getEncoder,
            ReleaseWindow::getWindowId,
            "startsAt",
            ReleaseWindow::getStartsAt);

    /** Sums of KPIs by minute, published by the outcomes job. */
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

    /** Alerts, published by the delivery job and the effects job. */
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

    /** The kinds that producers and {@code import} write and jobs read. */
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

    /** Name of the topic, without a prefix; also the name of the kind on the command line. */
    public String topic() {
        return topic;
    }

    /** Name of the contract: the folder of its versions under {@code schemas/released}. */
    public String contract() {
        return contract;
    }

    /** Class of the generated record. */
    public Class<T> type() {
        return type;
    }

    /** Current version of the contract. */
    public Schema schema() {
        return SpecificData.get().getSchema(type);
    }

    /**
     * Returns the Kafka key of a record. Records with the same key are in the same partition, on which the removal of
     * duplicates depends.
     */
    public String key(T record) {
        return key.apply(record);
    }

    /** Name of the contract's field that holds the time. */
    public String timeField() {
        return timeField;
    }

    /** Returns the time of a record: when the event occurred, or from when a row of a table is in effect. */
    public Instant time(T record) {
        return time.apply(record);
    }

    /** Encodes a record as the value of a Kafka record: Avro's single-object encoding. */
    public byte[] encode(T record) {
        return SingleObject.encode(encoder.get(), record);
    }

    /** Encodes a record as a Kafka record: timestamp, key and value. */
    public EncodedRecord encoded(T record) {
        return new EncodedRecord(
                time(record).toEpochMilli(), key(record).getBytes(StandardCharsets.UTF_8), encode(record));
    }

    /** Whether the topic is compacted: the last record of each key holds, and records are in no order of time. */
    public boolean isTable() {
        return Topic.named(topic).compacted();
    }

    /** Returns the topic, which names the kind. */
    @Override
    public String toString() {
        return topic;
    }

    @Serial
    private Object readResolve() {
        return onTopic(topic).orElseThrow();
    }
}
