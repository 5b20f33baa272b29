package io.changelens.pipeline.source.watermark;

import java.io.Serializable;

/**
 * Reads position and event time of a decoded record.
 *
 * @param <T> the type of a decoded record
 */
public interface Records<T> extends Serializable {

    /** Returns the partition of the record, from 0. */
    int partition(T record);

    /** Returns the offset of the record within its partition. */
    long offset(T record);

    /**
     * Returns the event time in epoch milliseconds; {@code Long.MIN_VALUE} for a record that does not advance the
     * watermark.
     */
    long eventTime(T record);
}
