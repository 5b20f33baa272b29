package io.changelens.pipeline.decode;

import java.io.IOException;
import java.io.Serial;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports that a job failed at a record. The message names the record, so that operators find it when the job fails at
 * it again and again.
 */
public final class RecordFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Pattern PLACE = Pattern.compile("topic \\S+, partition \\d+, offset \\d+");

    private RecordFailure(RecordPosition position, RuntimeException cause) {
        super(
                "failed at topic " + position.topic() + ", partition " + position.partition() + ", offset "
                        + position.offset(),
                cause);
    }

    /**
     * Returns the exception to throw.
     *
     * @param position position of the record that was being processed
     * @param cause the exception that was thrown
     * @return {@code cause} itself when the record is not its reason: the failure came from outside (input and output,
     *     a database whose batch was full at that moment, the cancellation of the task), or it names a record already
     */
    public static RuntimeException at(RecordPosition position, RuntimeException cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof IOException
                    || inner instanceof java.sql.SQLException
                    || inner instanceof InterruptedException
                    || inner instanceof RecordFailure
                    || inner instanceof org.apache.flink.runtime.execution.CancelTaskException) {
                return cause;
            }
        }
        return new RecordFailure(position, cause);
    }

    /** Returns topic, partition and offset as named in a message; an empty text when it names none. */
    public static String placeIn(String message) {
        Matcher place = PLACE.matcher(message == null ? "" : message);
        return place.find() ? place.group() : "";
    }
}
