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
 * A Kafka source of one topic whose watermark depends on event times and on the consumers' lag. Use it with {@code
 * WatermarkStrategy.noWatermarks()}: it emits its own. Reading, assigning partitions and checkpoints are those of {@link
 * KafkaSource}, whose state it keeps.
 *
 * @param <T> what a record becomes
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
     * A source.
     *
     * @param kafka reads the topic and decodes its records, one for each
     * @param topic the topic
     * @param consumer properties by which Kafka is asked for the topic's end
     * @param records reads offsets and event times of decoded records
     * @param outOfOrderness how far the watermark is behind a partition's latest event
     * @param idleness how long a partition that is read to its end has to be silent to be left out of the watermark
     * @param idleWhenQuiet whether the topic holds back no other stream while it is read to its end
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
