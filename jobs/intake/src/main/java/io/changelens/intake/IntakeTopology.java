package io.changelens.intake;

import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.decode.SplitRejectedOperator;
import io.changelens.pipeline.sink.MappedEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Maps the documents of a topic to events. */
final class IntakeTopology {

    private IntakeTopology() {}

    /**
     * The outputs of the topology.
     *
     * @param events the events
     * @param rejected documents that cannot be mapped
     * @param account numbers of documents read, counted and rejected
     */
    record Mapped(
            DataStream<MappedEvent> events, DataStream<RejectedRecord> rejected, DataStream<IntakeDelta> account) {

        /** Returns the union of these outputs and others. */
        Mapped and(Mapped others) {
            return new Mapped(
                    events.union(others.events), rejected.union(others.rejected), account.union(others.account));
        }
    }

    /**
     * Builds the topology of one topic. Topics do not share an operator, because counts are kept by partition.
     *
     * @param documents the documents
     * @param topic suffix of the operator's uid and name
     * @param presets the presets of the job
     * @param keepLearning whether rejected documents of learning activity are kept with their bytes
     */
    static Mapped build(DataStream<Document> documents, String topic, Presets presets, boolean keepLearning) {
        SingleOutputStreamOperator<MappedEvent> events = documents
                .transform(
                        "map-documents",
                        TypeInformation.of(MappedEvent.class),
                        new MapDocumentsOperator(presets, keepLearning))
                .uid("map-" + topic)
                .name("map " + topic);
        return new Mapped(
                events, events.getSideOutput(SplitRejectedOperator.REJECTED), events.getSideOutput(IntakeDelta.OUTPUT));
    }
}
