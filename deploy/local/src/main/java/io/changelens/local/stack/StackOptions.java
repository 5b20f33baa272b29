package io.changelens.local.stack;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.local.flink.Jobs;
import io.changelens.local.process.Ports.Wish;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.schemas.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Options of a stack.
 *
 * @param dataDir data directory
 * @param begin what the start does with the data of earlier runs
 * @param stateFile file by which other commands find the stack; empty if they should not
 * @param ports requested ports of the services that the stack starts
 * @param kafka connection settings of an external Kafka; empty to start one
 * @param clickHouse address of an external ClickHouse; empty to start one
 * @param slots Flink's task slots, shared by all jobs
 * @param parallelism default parallelism of a job
 * @param topics topics to create if they are missing
 * @param giveUpAfter how long a job may fail to run before the stack ends
 * @param production environments that count as production in the jobs, for commands that find the stack
 */
public record StackOptions(
        Path dataDir,
        Begin begin,
        Optional<Path> stateFile,
        PortWishes ports,
        Optional<KafkaSettings> kafka,
        Optional<URI> clickHouse,
        int slots,
        int parallelism,
        List<Topic> topics,
        Duration giveUpAfter,
        ProductionEnvironments production) {

    /** What a start does with the data of earlier runs. */
    public enum Begin {
        /** Continues from them. */
        CONTINUE,
        /** Empties the data directory first. */
        EMPTY,
        /** Keeps what was received, and computes outcomes again by the catalog as it is now. */
        RECOMPUTE
    }

    /** Default of {@code giveUpAfter}: longer than any ordinary restart of a job. */
    public static final Duration GIVE_UP_AFTER = Duration.ofMinutes(2);

    /**
     * Requested ports.
     *
     * @param kafka for Kafka's clients
     * @param clickHouse for ClickHouse's HTTP interface
     * @param clickHouseNative for ClickHouse's native protocol
     * @param flink for Flink's web page
     * @param dashboard for the dashboard
     */
    public record PortWishes(Wish kafka, Wish clickHouse, Wish clickHouseNative, Wish flink, Wish dashboard) {

        /** The default ports, or any free port where a default port is in use. */
        public static PortWishes usual() {
            return new PortWishes(
                    Wish.prefer(9092), Wish.prefer(8123), Wish.prefer(9000), Wish.prefer(8081), Wish.prefer(8080));
        }

        /** Any free ports. */
        public static PortWishes any() {
            return new PortWishes(Wish.any(), Wish.any(), Wish.any(), Wish.any(), Wish.any());
        }
    }

    /**
     * A stack on free ports that other commands cannot find, for tests.
     *
     * @param dataDir data directory
     */
    public static StackOptions isolated(Path dataDir) {
        return new StackOptions(
                dataDir,
                Begin.CONTINUE,
                Optional.empty(),
                PortWishes.any(),
                Optional.empty(),
                Optional.empty(),
                8,
                2,
                Topic.all(),
                GIVE_UP_AFTER,
                ProductionEnvironments.DEFAULT);
    }

    /**
     * The same options with another begin.
     *
     * @param other what the start does with the data of earlier runs
     */
    public StackOptions beginning(Begin other) {
        return new StackOptions(
                dataDir,
                other,
                stateFile,
                ports,
                kafka,
                clickHouse,
                slots,
                parallelism,
                topics,
                giveUpAfter,
                production);
    }

    /**
     * The same options with as many slots as all jobs need at a parallelism.
     *
     * @param subtasks subtasks of each operator
     */
    public StackOptions parallel(int subtasks) {
        return new StackOptions(
                dataDir,
                begin,
                stateFile,
                ports,
                kafka,
                clickHouse,
                Jobs.all().size() * subtasks,
                subtasks,
                topics,
                giveUpAfter,
                production);
    }
}
