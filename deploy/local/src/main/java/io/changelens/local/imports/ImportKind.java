package io.changelens.local.imports;

import io.changelens.pipeline.decode.EventRules;
import io.changelens.pipeline.decode.EventRules.Violation;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;

/** What can be imported: one constant for each topic that Changelens reads. */
@SuppressWarnings("ImmutableEnumChecker") // Schemas and encoders are built once and never changed.
public enum ImportKind {
    /** Steps in the life of changes. */
    DEPLOYMENTS(
            "deployments",
            "changeId",
            "occurredAt",
            Order.EVENT_TIME,
            type(DeploymentEvent.class, DeploymentEvent.SCHEMA$, DeploymentEvent.getEncoder(), EventRules::check)),
    /** Steps in the life of incidents. */
    INCIDENTS(
            "incidents",
            "incidentId",
            "occurredAt",
            Order.EVENT_TIME,
            type(IncidentEvent.class, IncidentEvent.SCHEMA$, IncidentEvent.getEncoder(), EventRules::check)),
    /** What learners and teachers did. */
    LEARNING_ACTIVITY(
            "learning-activity",
            "learner",
            "occurredAt",
            Order.EVENT_TIME,
            type(
                    LearningActivityEvent.class,
                    LearningActivityEvent.SCHEMA$,
                    LearningActivityEvent.getEncoder(),
                    EventRules::check)),
    /** Revisions of the catalog, each the whole of it. */
    VALUE_STREAMS(
            "value-streams",
            "revision",
            "effectiveFrom",
            Order.FILE,
            type(
                    ValueStreamCatalog.class,
                    ValueStreamCatalog.SCHEMA$,
                    ValueStreamCatalog.getEncoder(),
                    EventRules::check)),
    /** The calendar of times to protect. */
    RELEASE_WINDOWS(
            "release-windows",
            "windowId",
            "startsAt",
            Order.FILE,
            type(ReleaseWindow.class, ReleaseWindow.SCHEMA$, ReleaseWindow.getEncoder(), EventRules::check));

    private final String topic;
    private final String keyField;
    private final String timeField;
    private final Order order;
    private final EventType<?> type;

    ImportKind(String topic, String keyField, String timeField, Order order, EventType<?> type) {
        this.topic = topic;
        this.keyField = keyField;
        this.timeField = timeField;
        this.order = order;
        this.type = type;
    }

    /**
     * Finds a kind by the name that users type.
     *
     * @return empty when there is no such kind
     */
    public static Optional<ImportKind> byName(String name) {
        return Arrays.stream(values()).filter(kind -> kind.topic.equals(name)).findFirst();
    }

    /** Names of all kinds, as users type them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ImportKind::topic).toList();
    }

    /** The Kafka topic, which is also the name that users type. */
    public String topic() {
        return topic;
    }

    /** The field whose value is the Kafka key. */
    public String keyField() {
        return keyField;
    }

    /** The field that holds the event time. */
    public String timeField() {
        return timeField;
    }

    /** True when events are sent in the order of their time; false keeps the order of the files. */
    public boolean sorted() {
        return order == Order.EVENT_TIME;
    }

    /** The Avro contract. */
    public Schema schema() {
        return type.schema;
    }

    /** Single-object encoding of the contract. */
    BinaryMessageEncoder<SpecificRecordBase> encoder() {
        return type.untypedEncoder();
    }

    /** What the jobs' own rules find wrong with a record that is published at a time (epoch milliseconds). */
    Optional<Violation> check(SpecificRecordBase event, long publishedAtMillis) {
        return type.check(event, publishedAtMillis);
    }

    private static <T extends SpecificRecordBase> EventType<T> type(
            Class<T> type, Schema schema, BinaryMessageEncoder<T> encoder, Rules<T> rules) {
        return new EventType<>(type, schema, encoder, rules);
    }

    private enum Order {
        EVENT_TIME,
        FILE
    }

    private interface Rules<T> {
        Optional<Violation> check(T event, long publishedAtMillis);
    }

    private record EventType<T extends SpecificRecordBase>(
            Class<T> type, Schema schema, BinaryMessageEncoder<T> encoder, Rules<T> rules) {
        Optional<Violation> check(SpecificRecordBase event, long publishedAtMillis) {
            return rules.check(type.cast(event), publishedAtMillis);
        }

        @SuppressWarnings("unchecked") // An event of this kind is a T: EventBuilder makes it from the same schema.
        BinaryMessageEncoder<SpecificRecordBase> untypedEncoder() {
            return (BinaryMessageEncoder<SpecificRecordBase>) encoder;
        }
    }
}
