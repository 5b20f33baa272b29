package io.changelens.pipeline.decode;

import io.changelens.schemas.ReleasedSchemas;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas by which records may have been written, by their CRC-64-AVRO fingerprint: all released versions, and the
 * schemas that newer producers announce. Announcements are read when a fingerprint is unknown, at most once a second,
 * so that many corrupt records cannot slow the others down.
 */
public final class WriterSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(WriterSchemas.class);
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final int MAX_WARNING = 200;

    private final Map<Long, Schema> byFingerprint = new HashMap<>();
    private final Announcements announcements;
    private long readAt = System.nanoTime() - PAUSE_NANOS;

    private WriterSchemas(Collection<Schema> released, Announcements announcements) {
        released.forEach(this::add);
        this.announcements = announcements;
    }

    /**
     * Creates the set of the released versions and the announced schemas.
     *
     * @param announcements reads the announced schemas
     */
    public static WriterSchemas with(Announcements announcements) {
        return new WriterSchemas(ReleasedSchemas.all(), announcements);
    }

    /** Returns the schema with a fingerprint, or null when it is unknown. */
    Schema find(long fingerprint) {
        Schema known = byFingerprint.get(fingerprint);
        if (known == null && System.nanoTime() - readAt >= PAUSE_NANOS) {
            announcements.read().forEach(this::addAnnounced);
            readAt = System.nanoTime();
            known = byFingerprint.get(fingerprint);
        }
        return known;
    }

    private void addAnnounced(String json) {
        try {
            add(new Schema.Parser().parse(json));
        } catch (RuntimeException | StackOverflowError e) {
            // Any producer may write to that topic; a bad schema must not stop records whose schemas are known.
            LOG.warn("an announced schema cannot be read: {}", line(e));
        }
    }

    private static String line(Throwable e) {
        String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return text.length() > MAX_WARNING ? text.substring(0, MAX_WARNING) + "…" : text;
    }

    private void add(Schema schema) {
        byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema);
    }

    /** Reads the schemas that newer producers announce. */
    @FunctionalInterface
    public interface Announcements {

        /** No announcements. */
        Announcements NONE = List::of;

        /** Returns all schemas announced so far, as JSON text. */
        List<String> read();
    }
}
