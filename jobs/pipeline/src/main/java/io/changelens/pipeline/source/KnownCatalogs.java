package io.changelens.pipeline.source;

import io.changelens.core.rules.RecordRules;
import io.changelens.pipeline.config.KafkaFailure;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.Settings;
import io.changelens.pipeline.decode.Decoding;
import io.changelens.pipeline.decode.Decoding.Decoded;
import io.changelens.pipeline.decode.RecordDecoder;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Topics;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * Reads the catalog revisions that a job starts with. They are read before the job is submitted, so that no event is
 * evaluated before the catalog arrives on its stream.
 */
public final class KnownCatalogs {

    private static final long PAUSE_MILLIS = 500;

    private KnownCatalogs() {}

    /**
     * Waits for at least one valid revision on the topic {@code value-streams}.
     *
     * @param settings settings of the job; {@code catalogTimeout} limits the wait
     * @return the last valid revision of each key
     * @throws IllegalStateException with one line that says what to fix, if none arrives in time or Kafka refuses
     * @throws IllegalArgumentException with one line, if a secret is not where the client properties refer to
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static List<ValueStreamCatalog> await(Settings settings) throws InterruptedException {
        settings.kafka().requireSecrets();
        long deadline = System.nanoTime() + settings.catalogTimeout().toNanos();
        while (true) {
            try {
                List<ValueStreamCatalog> known = read(settings.kafka());
                if (!known.isEmpty()) {
                    return known;
                }
            } catch (KafkaException e) {
                throw new IllegalStateException(unreadable(e, settings.kafka()), e);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no catalog on the topic "
                        + settings.kafka().topic(Topics.VALUE_STREAMS) + " after "
                        + settings.catalogTimeout().toSeconds()
                        + " s; publish one with `changelens import value-streams FILE`");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static String unreadable(KafkaException e, KafkaSettings kafka) {
        return KafkaFailure.explain(e, kafka)
                .orElseGet(() -> "cannot read the topic " + kafka.topic(Topics.VALUE_STREAMS) + " at "
                        + kafka.bootstrap() + ": " + e.getMessage());
    }

    /**
     * Reads the valid revisions that are on the topic {@code value-streams} now.
     *
     * @param kafka connection settings
     * @return the last valid revision of each key; none if the topic has none or does not exist
     * @throws KafkaException if Kafka does not answer or refuses
     */
    public static List<ValueStreamCatalog> read(KafkaSettings kafka) {
        RecordDecoder<ValueStreamCatalog> decoder = EventDeserializer.decoder(RecordKind.VALUE_STREAMS, kafka);
        long now = System.currentTimeMillis();
        List<ValueStreamCatalog> catalogs = new ArrayList<>();
        for (byte[] value : CompactedTopic.read(kafka, Topics.VALUE_STREAMS)) {
            Decoding<ValueStreamCatalog> decoding = decoder.decode(value);
            // The source of the delivery job reports the catalogs that cannot be read.
            if (decoding instanceof Decoded<ValueStreamCatalog> decoded
                    && RecordRules.check(decoded.event(), now).isEmpty()) {
                catalogs.add(decoded.event());
            }
        }
        return catalogs;
    }
}
