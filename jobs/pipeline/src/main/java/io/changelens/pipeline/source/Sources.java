package io.changelens.pipeline.source;

import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.Intake;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.source.watermark.LagAwareSource;
import io.changelens.schemas.RecordKind;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Creates the Kafka sources of one job.
 *
 * <p>A job that starts without a checkpoint reads every topic from its start, whatever its group has committed, because
 * state and position belong together. Reading a topic again yields the same tables, since every table keeps the row
 * with the most events. The committed offsets only show operators the progress of the job.
 */
public final class Sources {

    private static final String DISCOVERY_MILLIS =
            Long.toString(Duration.ofMinutes(1).toMillis());

    private final StreamExecutionEnvironment env;
    private final Settings settings;
    private final KafkaSettings kafka;
    private final String group;

    /**
     * Creates the sources of a job.
     *
     * @param env the environment of the job
     * @param settings settings of the job
     * @param group consumer group under which the job commits its offsets
     */
    public Sources(StreamExecutionEnvironment env, Settings settings, String group) {
        this.env = env;
        this.settings = settings;
        this.kafka = settings.kafka();
        this.group = group;
    }

    /**
     * Reads a topic of events with its own watermark. The topic holds back no other topic while it is read to its end
     * and silent.
     *
     * @param kind kind of the records, which names the topic
     */
    public <T extends SpecificRecordBase> Intake<T> events(RecordKind<T> kind) {
        return events(kind, true);
    }

    /**
     * Reads the only topic of events of a job. Its watermark stands still while the topic is silent; no subtask becomes
     * idle.
     *
     * @param kind kind of the records, which names the topic
     */
    public <T extends SpecificRecordBase> Intake<T> onlyEvents(RecordKind<T> kind) {
        return events(kind, false);
    }

    private <T extends SpecificRecordBase> Intake<T> events(RecordKind<T> kind, boolean idleWhenQuiet) {
        LagAwareSource<Either<RejectedRecord, Received<T>>> source = new LagAwareSource<>(
                kafka(kind),
                kafka.topic(kind.topic()),
                consumer(),
                new DecodedRecords<>(kind),
                settings.outOfOrderness(),
                settings.idleness(),
                idleWhenQuiet);
        return intake(source, WatermarkStrategy.noWatermarks(), kind);
    }

    /**
     * Reads a compacted topic, which does not advance the watermark.
     *
     * @param kind kind of the records, which names the topic
     */
    public <T extends SpecificRecordBase> Intake<T> table(RecordKind<T> kind) {
        return intake(kafka(kind), EventTime.ofTables(), kind);
    }

    /**
     * Reads a topic whose records are not of our contracts, without watermarks. A job that starts without a checkpoint
     * continues from the offsets that its group has committed, or reads the topic from its start if there are none:
     * what such a job writes does not depend on what it read before.
     *
     * @param topic name of the topic on the brokers
     * @param name suffix of the operator's uid and name
     * @param deserializer reads the records
     */
    @SuppressWarnings("deprecation") // The connector has no other name for the strategy.
    public <T> DataStream<T> foreign(String topic, String name, KafkaRecordDeserializationSchema<T> deserializer) {
        KafkaSource<T> source = KafkaSource.<T>builder()
                .setProperties(consumer())
                .setTopics(topic)
                .setGroupId(kafka.group(group))
                .setClientIdPrefix(kafka.group(group) + "-" + name)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(deserializer)
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), name, deserializer.getProducedType())
                .uid("source-" + name)
                .name("read " + name);
    }

    private <T extends SpecificRecordBase> Intake<T> intake(
            Source<Either<RejectedRecord, Received<T>>, ?, ?> source,
            WatermarkStrategy<Either<RejectedRecord, Received<T>>> watermarks,
            RecordKind<T> kind) {
        TypeInformation<Either<RejectedRecord, Received<T>>> type = EventDeserializer.typeOf(kind);
        DataStream<Either<RejectedRecord, Received<T>>> decoded = env.fromSource(source, watermarks, kind.topic(), type)
                .uid("source-" + kind.topic())
                .name("read " + kind.topic());
        return Intake.of(decoded, kind);
    }

    private <T extends SpecificRecordBase> KafkaSource<Either<RejectedRecord, Received<T>>> kafka(RecordKind<T> kind) {
        return KafkaSource.<Either<RejectedRecord, Received<T>>>builder()
                .setProperties(consumer())
                .setTopics(kafka.topic(kind.topic()))
                .setGroupId(kafka.group(group))
                .setClientIdPrefix(kafka.group(group) + "-" + kind.topic())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new EventDeserializer<>(kind, kafka))
                .build();
    }

    private Properties consumer() {
        Properties properties = kafka.connector(Map.of());
        properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A new partition holds back the watermark until a reader has it.
        properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), DISCOVERY_MILLIS);
        return properties;
    }
}
