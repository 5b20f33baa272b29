package io.changelens.pipeline.source.watermark;

import java.io.Serializable;

/**
 * Reads from a decoded record where it stood and when it happened.
 *
 * @param <T> the decoded record
 */
public interface Records<T> extends Serializable {

    /** The partition it stood in. */
    int partition(T record);

    /** Its offset. */
    long offset(T record);

    /** Its event time, epoch milliseconds; the smallest long for a record that does not advance the watermark. */
    long eventTime(T record);
}
