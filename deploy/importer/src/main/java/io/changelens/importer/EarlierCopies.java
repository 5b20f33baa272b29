package io.changelens.importer;

import io.changelens.importer.SentEvents.Range;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.decode.Decoding.Decoded;
import io.changelens.pipeline.decode.RecordDecoder;
import io.changelens.pipeline.decode.WriterSchemas;
import io.changelens.schemas.RecordKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the events of an import whose id an earlier record of the topic has, and whether that one has the same content:
 * then the event was sent twice, otherwise two events share an id. The jobs count duplicates without keeping them, so
 * the topic is the only place that can tell which they are. Reads at most half a million records, for at most 20 s.
 */
final class EarlierCopies {
    private static final long MOST = 500_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaSettings kafka;
    private final Reader<?> reader;
    private final Map<Integer, Range> sent;
    private final Map<Integer, Map<Long, Long>> contents = new HashMap<>();
    private final Map<Position, Copy> copies = new HashMap<>();
    private boolean complete = true;

    /**
     * The position of a record.
     *
     * @param partition the partition
     * @param offset the offset in it
     */
    record Position(int partition, long offset) {}

    /**
     * An event whose id an earlier record has.
     *
     * @param eventId the id
     * @param same whether the contents are equal
     */
    record Copy(String eventId, boolean same) {}

    private record Reader<T extends SpecificRecordBase>(RecordKind<T> kind, RecordDecoder<T> decoder, EventFields at) {
        static <T extends SpecificRecordBase> Reader<T> of(RecordKind<T> kind) {
            return new Reader<>(
                    kind,
                    new RecordDecoder<>(kind, WriterSchemas.with(WriterSchemas.Announcements.NONE)),
                    new EventFields(kind));
        }

        /**
         * The event of a record. It is encoded again, so that the version of the schema by which it was written makes no
         * difference.
         */
        Optional<Read> read(byte[] key, byte[] value) {
            if (key == null || !(decoder.decode(value) instanceof Decoded<T> decoded)) {
                return Optional.empty();
            }
            return at.eventId(decoded.event())
                    .map(id -> new Read(id, EventIdentity.of(kind, id, key, kind.encode(decoded.event()))));
        }
    }

    private record Read(String eventId, EventIdentity identity) {}

    private EarlierCopies(RecordKind<?> kind, KafkaSettings kafka, Map<Integer, Range> sent) {
        this.kafka = kafka;
        this.reader = Reader.of(kind);
        this.sent = sent;
    }

    /**
     * Looks for copies.
     *
     * @param kind kind of the events
     * @param kafka connection settings
     * @param sent the offsets of the import, by partition
     */
    static EarlierCopies of(RecordKind<?> kind, KafkaSettings kafka, Map<Integer, Range> sent) {
        EarlierCopies copies = new EarlierCopies(kind, kafka, sent);
        copies.read();
        return copies;
    }

    private void read() {
        Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(kafka);
        try {
            read(consumer);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Range> wanted = new HashMap<>();
        sent.forEach((partition, range) ->
                wanted.put(new TopicPartition(kafka.topic(reader.kind().topic()), partition), range));
        consumer.assign(wanted.keySet());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(wanted.keySet());
        wanted.forEach((partition, range) -> {
            long begin = Math.max(begins.get(partition), range.last() + 1 - MOST / wanted.size());
            complete &= begin == begins.get(partition);
            consumer.seek(partition, begin);
        });
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (wanted.entrySet().stream()
                .anyMatch(e -> consumer.position(e.getKey()) <= e.getValue().last())) {
            if (System.nanoTime() > deadline) {
                complete = false;
                return;
            }
            consumer.poll(POLL).forEach(this::look);
        }
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
        Range range = sent.get(record.partition());
        if (record.offset() > range.last()) {
            return;
        }
        reader.read(record.key(), record.value()).ifPresent(read -> {
            Long content = contents.computeIfAbsent(record.partition(), p -> new HashMap<>())
                    .putIfAbsent(read.identity().id(), read.identity().content());
            if (content != null && record.offset() >= range.first()) {
                copies.put(
                        new Position(record.partition(), record.offset()),
                        new Copy(read.eventId(), content == read.identity().content()));
            }
        });
    }

    /** Whether every earlier record was looked at. */
    boolean complete() {
        return complete;
    }

    /** The copy at a position; empty if no earlier record has the id of the event there. */
    Optional<Copy> at(int partition, long offset) {
        return Optional.ofNullable(copies.get(new Position(partition, offset)));
    }
}
