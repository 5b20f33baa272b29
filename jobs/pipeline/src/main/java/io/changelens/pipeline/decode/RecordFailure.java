package io.changelens.pipeline.decode;

import java.io.IOException;
import java.io.Serial;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record at which a job failed. Its message names the record, so that whoever runs the job finds the one that it fails at
 * again and again.
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
     * The failure to throw on.
     *
     * @param position of the record that was in work
     * @param cause what was thrown
     * @return {@code cause} itself where the record is not to blame: it came from outside (input and output, a database
     *     whose batch was full just then, the end of the task), or names a record already
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

    /** The place that a message names; empty when it names none. */
    public static String placeIn(String message) {
        Matcher place = PLACE.matcher(message == null ? "" : message);
        return place.find() ? place.group() : "";
    }
}
