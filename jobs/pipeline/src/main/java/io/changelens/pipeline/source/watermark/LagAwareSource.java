package io.changelens.pipeline.source.watermark;

import io.changelens.pipeline.source.watermark.WatermarkCoordinator.WatermarkRules;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Kafka source of one topic whose watermark depends on event times and on the lag of the consumers. It emits its own
 * watermarks, so use it with {@code WatermarkStrategy.noWatermarks()}. Reading, the assignment of partitions and
 * checkpoints are those of {@link KafkaSource}, and so is the state.
 *
 * @param <T> the type of a decoded record
 */
public final class LagAwareSource<T>
        implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<T> {

    private static final long serialVersionUID = 1;

    private final KafkaSource<T> kafka;
    private final String topic;
    private final Properties consumer;
    private final Records<T> records;
    private final WatermarkRules rules;

    /**
     * Creates a source.
     *
     * @param kafka reads the topic and decodes its records, one value for each record
     * @param topic the topic
     * @param consumer properties of the consumers that ask Kafka for the end of the topic
     * @param records reads position and event time of decoded records
     * @param outOfOrderness lag of the watermark behind the latest event of a partition
     * @param idleness how long a partition that is read to its end must be silent before the watermark ignores it
     * @param idleWhenQuiet whether the topic holds back no other stream while all its partitions are read to their end
     *     and silent
     */
    public LagAwareSource(
            KafkaSource<T> kafka,
            String topic,
            Properties consumer,
            Records<T> records,
            Duration outOfOrderness,
            Duration idleness,
            boolean idleWhenQuiet) {
        this.kafka = kafka;
        this.topic = topic;
        this.consumer = consumer;
        this.records = records;
        this.rules = new WatermarkRules(outOfOrderness, idleness, idleWhenQuiet);
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        return new LagAwareReader<>(kafka.createReader(context), context, records);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return coordinated(kafka.createEnumerator(context), context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) throws Exception {
        return coordinated(kafka.restoreEnumerator(context, checkpoint), context);
    }

    private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> coordinated(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new WatermarkCoordinator(enumerator, context, () -> new TopicEnds(topic, consumer), rules);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return kafka.getProducedType();
    }
}
