package io.changelens.local.stack;

import io.changelens.local.process.Ports.Wish;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a stack should be like.
 *
 * @param dataDir where it keeps its data
 * @param fresh whether to empty that directory first
 * @param stateFile where other commands find the stack; empty when they should not
 * @param ports wishes for the ports of what it starts
 * @param kafka how to reach the Kafka of somebody else; empty to start one
 * @param clickHouse address of somebody else's ClickHouse to use; empty to start one
 * @param slots Flink's parallel subtasks over all jobs
 * @param parallelism of a job that says nothing else
 * @param topics topics to create where they are missing
 * @param giveUpAfter how long a job may be in trouble before the stack ends
 */
public record StackOptions(
        Path dataDir,
        boolean fresh,
        Optional<Path> stateFile,
        PortWishes ports,
        Optional<KafkaSettings> kafka,
        Optional<URI> clickHouse,
        int slots,
        int parallelism,
        List<Topic> topics,
        Duration giveUpAfter) {

    /** Longer than any ordinary restart. */
    public static final Duration GIVE_UP_AFTER = Duration.ofMinutes(2);

    /**
     * Wishes for ports.
     *
     * @param kafka for Kafka's clients
     * @param clickHouse for ClickHouse's HTTP interface
     * @param clickHouseNative for ClickHouse's native protocol
     * @param flink for Flink's web page
     * @param dashboard for the dashboard
     */
    public record PortWishes(Wish kafka, Wish clickHouse, Wish clickHouseNative, Wish flink, Wish dashboard) {

        /** The usual ports, or free ones where those are taken. */
        public static PortWishes usual() {
            return new PortWishes(
                    Wish.prefer(9092), Wish.prefer(8123), Wish.prefer(9000), Wish.prefer(8081), Wish.prefer(8080));
        }

        /** Any free ports. */
        public static PortWishes any() {
            return new PortWishes(Wish.any(), Wish.any(), Wish.any(), Wish.any(), Wish.any());
        }
    }

    /** A stack of its own on any free ports, which no other command finds: for tests. */
    public static StackOptions isolated(Path dataDir) {
        return new StackOptions(
                dataDir,
                false,
                Optional.empty(),
                PortWishes.any(),
                Optional.empty(),
                Optional.empty(),
                8,
                2,
                Topic.all(),
                GIVE_UP_AFTER);
    }
}
