package io.changelens.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.pipeline.decode.Decoding.Decoded;
import io.changelens.pipeline.decode.Decoding.Rejected;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ReleasedSchemas;
import io.changelens.schemas.SingleObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

    private static final LearningActivityEvent EVENT = LearningActivityEvent.newBuilder()
            .setEventId("e-1")
            .setOccurredAt(Instant.parse("2026-03-02T10:15:30Z"))
            .setVerb("class.attended")
            .setService("live-class")
            .setLearner("p-77")
            .setSuccess(true)
            .setValue(2.5)
            .build();

    private final RecordDecoder<LearningActivityEvent> decoder = decoder(List.of());

    private static RecordDecoder<LearningActivityEvent> decoder(List<String> announced) {
        return new RecordDecoder<>(RecordKind.LEARNING_ACTIVITY, WriterSchemas.with(() -> announced));
    }

    private static byte[] bytes(LearningActivityEvent event) {
        return RecordKind.LEARNING_ACTIVITY.encode(event);
    }

    @Test
    void aWrittenEventIsReadBack() throws IOException {
        assertThat(decoder.decode(bytes(EVENT))).isEqualTo(new Decoded<>(EVENT));
    }

    @Test
    void anEventWithoutACountIsOneActivityAndOneWithACountIsReadByOlderReaders() throws IOException {
        List<Schema> released = ReleasedSchemas.versions(RecordKind.LEARNING_ACTIVITY.contract());
        Schema first = released.get(0);
        assertThat(first.getField("count")).isNull();
        GenericData.Record old = new GenericData.Record(first);
        first.getFields()
                .forEach(f -> old.put(
                        f.name(), EVENT.get(EVENT.getSchema().getField(f.name()).pos())));
        old.put("occurredAt", EVENT.getOccurredAt().toEpochMilli());
        byte[] written = SingleObject.encode(new BinaryMessageEncoder<>(new GenericData(), first), old);
        assertThat(decoder.decode(written)).isEqualTo(new Decoded<>(EVENT));
        assertThat(EVENT.getCount()).isEqualTo(1);
        assertThat(EVENT.getSuccesses()).isNull();

        LearningActivityEvent counted = LearningActivityEvent.newBuilder(EVENT)
                .setCount(1_000)
                .setSuccesses(1_000L)
                .build();
        BinaryMessageDecoder<GenericRecord> oldReader = new BinaryMessageDecoder<>(new GenericData(), first);
        oldReader.addSchema(counted.getSchema());
        GenericRecord read = oldReader.decode(bytes(counted));
        assertThat(read.getSchema()).isEqualTo(first);
        assertThat(read.get("value")).isEqualTo(2.5);
        assertThat(read.get("success")).isEqualTo(true);
        assertThat(decoder.decode(bytes(counted))).isEqualTo(new Decoded<>(counted));
    }

    @Test
    void anEventOfAnAnnouncedNewerVersionIsRead() throws IOException {
        String newer = LearningActivityEvent.getClassSchema().toString().replaceFirst("\\]\\}$", """
                ,{"name":"device","type":["null","string"],"default":null,"doc":"What was used."}]}""");
        Schema schema = new Schema.Parser().parse(newer);
        GenericData.Record record = new GenericData.Record(schema);
        LearningActivityEvent.getClassSchema().getFields().forEach(f -> record.put(f.name(), EVENT.get(f.pos())));
        record.put("occurredAt", EVENT.getOccurredAt().toEpochMilli());
        record.put("device", "tablet");
        byte[] bytes = SingleObject.encode(new BinaryMessageEncoder<>(new GenericData(), schema), record);

        assertThat(decoder(List.of(newer)).decode(bytes)).isEqualTo(new Decoded<>(EVENT));
        assertThat(reason(decoder.decode(bytes))).isEqualTo("unknown-schema");
    }

    @Test
    void everyKindOfBrokenRecordHasItsReason() throws IOException {
        byte[] good = bytes(EVENT);
        byte[] wrongFingerprint = good.clone();
        wrongFingerprint[5] ^= 0x55;
        byte[] longer = Arrays.copyOf(good, good.length + 1);

        assertThat(reason(decoder.decode(null))).isEqualTo("empty");
        assertThat(reason(decoder.decode(new byte[0]))).isEqualTo("empty");
        assertThat(reason(decoder.decode(new byte[] {0, 0, 0, 0, 1, 2}))).isEqualTo("registry-framing");
        assertThat(reason(decoder.decode(new byte[] {'{', '}'}))).isEqualTo("unknown-framing");
        assertThat(reason(decoder.decode(Arrays.copyOf(good, 7)))).isEqualTo("truncated");
        assertThat(reason(decoder.decode(wrongFingerprint))).isEqualTo("unknown-schema");
        assertThat(reason(decoder.decode(longer))).isEqualTo("trailing-bytes");
    }

    @Property
    void aTruncatedEventIsNeverRead(@ForAll @IntRange(min = 0, max = 200) int cut) throws IOException {
        byte[] good = bytes(EVENT);
        byte[] shorter = Arrays.copyOf(good, Math.max(0, good.length - 1 - cut % good.length));

        assertThat(decoder.decode(shorter)).isInstanceOf(Rejected.class);
    }

    @Property(tries = 5000)
    void anyBytesBecomeAValue(@ForAll byte[] body) throws IOException {
        byte[] framed = Arrays.copyOf(bytes(EVENT), 10 + body.length);
        System.arraycopy(body, 0, framed, 10, body.length);

        assertThat(decoder.decode(framed)).isNotNull();
        assertThat(decoder.decode(body)).isNotNull();
    }

    private static String reason(Decoding<?> decoding) {
        return ((Rejected<?>) decoding).reason();
    }
}
