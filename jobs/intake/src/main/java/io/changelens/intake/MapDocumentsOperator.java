package io.changelens.intake;

import io.changelens.mapping.record.EventEncoder.Encoded;
import io.changelens.pipeline.decode.IntakeDelta;
import io.changelens.pipeline.decode.IntakeTally;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.decode.SplitRejectedOperator;
import io.changelens.pipeline.sink.MappedEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Maps documents to events. A document is counted as rejected when it, or an element of it, cannot be mapped, and as
 * counted otherwise, also when a preset leaves it out on purpose; a metric has how many were left out, by preset and
 * reason. The events of the other elements of a rejected document are emitted.
 *
 * <p>State: none. Counts since the last checkpoint are sent before the next one.
 */
final class MapDocumentsOperator extends AbstractStreamOperator<MappedEvent>
        implements OneInputStreamOperator<Document, MappedEvent> {

    /** Reason of all documents that cannot be mapped; the detail has the preset and the fault. */
    static final String UNMAPPED = "unmapped";

    private static final long serialVersionUID = 1;

    /** A reason may contain words of the document; each metric takes memory as long as the job runs. */
    private static final int MOST_REASONS = 200;

    private static final byte[] NOTHING = {};

    private final Presets presets;
    private final boolean keepLearning;
    private transient DocumentMapping mapping;
    private transient IntakeTally tally;
    private transient Counter rejected;
    private transient Map<String, Counter> skipped;

    /**
     * Creates an operator.
     *
     * @param presets the presets of the job
     * @param keepLearning whether rejected documents of learning activity are kept with their bytes
     */
    MapDocumentsOperator(Presets presets, boolean keepLearning) {
        this.presets = presets;
        this.keepLearning = keepLearning;
    }

    @Override
    public void open() throws Exception {
        super.open();
        mapping = new DocumentMapping(presets, keepLearning);
        tally = new IntakeTally();
        rejected = getMetricGroup().counter("rejected");
        skipped = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<Document> element) {
        Document document = element.getValue();
        RecordPosition at = document.position();
        DocumentMapping.Result result = mapping.map(document);
        for (Encoded event : result.events()) {
            output.collect(new StreamRecord<>(new MappedEvent(
                    event.kind().topic(), event.record().key(), event.record().value())));
        }
        result.skipped().forEach(why -> skipped(document.preset(), why).inc());
        tally.read(at);
        tally.count(at, result.fault().isPresent() ? IntakeDelta.Fate.REJECTED : IntakeDelta.Fate.COUNTED);
        result.fault().ifPresent(fault -> {
            rejected.inc();
            output.collect(
                    SplitRejectedOperator.REJECTED,
                    new StreamRecord<>(
                            new RejectedRecord(at, UNMAPPED, fault, result.keep() ? document.value() : NOTHING)));
        });
    }

    private Counter skipped(String preset, String why) {
        String key = preset + " " + why;
        Counter known = skipped.get(key);
        if (known != null) {
            return known;
        }
        if (skipped.size() >= MOST_REASONS) {
            return skipped.computeIfAbsent("", all -> counter("any", "any other"));
        }
        return skipped.computeIfAbsent(key, one -> counter(preset, why));
    }

    private Counter counter(String preset, String why) {
        return getMetricGroup()
                .addGroup("preset", preset)
                .addGroup("reason", why)
                .counter("skipped");
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        sendTally();
    }

    @Override
    public void finish() throws Exception {
        sendTally();
        super.finish();
    }

    private void sendTally() {
        tally.drainTo(delta -> output.collect(IntakeDelta.OUTPUT, new StreamRecord<>(delta)));
    }
}
