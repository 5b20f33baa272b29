package io.changelens.pipeline.source;

import io.changelens.pipeline.decode.Received;
import io.changelens.pipeline.decode.RecordPosition;
import io.changelens.pipeline.decode.RejectedRecord;
import io.changelens.pipeline.source.watermark.Records;
import io.changelens.schemas.OutcomeMinute;
import io.changelens.schemas.RecordKind;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.types.Either;

/**
 * Reads partition, offset and event time of decoded records. Rejected records, records without an event time and
 * previews of minutes do not advance the watermark.
 *
 * @param <T> the generated record
 */
final class DecodedRecords<T extends SpecificRecordBase> implements Records<Either<RejectedRecord, Received<T>>> {

    private static final long serialVersionUID = 1;

    private final RecordKind<T> kind;

    DecodedRecords(RecordKind<T> kind) {
        this.kind = kind;
    }

    private static RecordPosition position(Either<RejectedRecord, ? extends Received<?>> record) {
        return record.isLeft() ? record.left().position() : record.right().position();
    }

    @Override
    public int partition(Either<RejectedRecord, Received<T>> record) {
        return position(record).partition();
    }

    @Override
    public long offset(Either<RejectedRecord, Received<T>> record) {
        return position(record).offset();
    }

    @Override
    public long eventTime(Either<RejectedRecord, Received<T>> record) {
        if (record.isLeft()) {
            return Long.MIN_VALUE;
        }
        T event = record.right().event();
        // A preview is sent before the end of its minute, while events of earlier minutes are still expected.
        boolean preview = event instanceof OutcomeMinute minute && minute.getPreview();
        return preview ? Long.MIN_VALUE : kind.time(event).toEpochMilli();
    }
}
