package io.changelens.pipeline.source;

import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.Contract;
import io.changelens.pipeline.decode.Intake;
import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RejectedRecord;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The Kafka sources of one job.
 *
 * <p>A job that starts without a checkpoint reads every topic from its begin, whatever its group has committed: state
 * and position belong together, and since every table takes the row with most events, reading again ends in the same
 * tables. The committed offsets tell operators how far the job is.
 */
public final class Sources {

    private final StreamExecutionEnvironment env;
    private final Settings settings;
    private final String group;

    /** Sources of a job that commits its offsets under that consumer group. */
    public Sources(StreamExecutionEnvironment env, Settings settings, String group) {
        this.env = env;
        this.settings = settings;
        this.group = group;
    }

    /** A topic of events, each partition with a clock of its own. */
    public <T extends SpecificRecordBase> Intake<T> events(String topic, Contract<T> contract) {
        return read(topic, contract, EventTime.ofEvents(contract, settings.outOfOrderness(), settings.idleness()));
    }

    /** A compacted topic, which has no say in the clock. */
    public <T extends SpecificRecordBase> Intake<T> table(String topic, Contract<T> contract) {
        return read(topic, contract, EventTime.ofTables());
    }

    private <T extends SpecificRecordBase> Intake<T> read(
            String topic, Contract<T> contract, WatermarkStrategy<Either<RejectedRecord, Received<T>>> clock) {
        KafkaSettings kafka = settings.kafka();
        EventDeserializer<T> deserializer = new EventDeserializer<>(topic, contract, kafka);
        KafkaSource<Either<RejectedRecord, Received<T>>> source =
                KafkaSource.<Either<RejectedRecord, Received<T>>>builder()
                        .setProperties(kafka.connector(Map.of()))
                        .setBootstrapServers(kafka.bootstrap())
                        .setTopics(kafka.topic(topic))
                        .setGroupId(kafka.group(group))
                        .setClientIdPrefix(kafka.group(group) + "-" + topic)
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setDeserializer(deserializer)
                        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                        .build();
        DataStream<Either<RejectedRecord, Received<T>>> decoded = env.fromSource(
                        source, clock, topic, deserializer.getProducedType())
                .uid("source-" + topic)
                .name("read " + topic);
        return Intake.of(decoded, topic, contract);
    }
}
