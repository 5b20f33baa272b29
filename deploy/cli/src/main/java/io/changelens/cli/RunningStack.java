package io.changelens.cli;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.importer.Audit;
import io.changelens.importer.CaughtUp;
import io.changelens.importer.CommittedOffsets;
import io.changelens.importer.StackAudit;
import io.changelens.importer.StackCaughtUp;
import io.changelens.local.files.Directories;
import io.changelens.local.flink.CheckpointRequests;
import io.changelens.local.stack.StackStart;
import io.changelens.local.stack.StackState;
import io.changelens.pipeline.config.KafkaSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code import} needs of the stack that runs on this machine. */
public interface RunningStack {

    /** Connection settings of its Kafka; empty if no stack runs. */
    Optional<KafkaSettings> kafka();

    /** The same; while a stack is starting, waits for it. */
    Optional<KafkaSettings> awaitKafka();

    /** The environments that count as production in its jobs; the default if no stack runs. */
    ProductionEnvironments production();

    /** Its accounts; empty if no stack runs or its ClickHouse does not answer. */
    Optional<Audit> audit();

    /**
     * Waits for the jobs that read from a Kafka.
     *
     * @param kafka connection settings of the Kafka that events were sent to
     * @param audit accounts of the running stack, if it has that Kafka
     */
    CaughtUp caughtUp(KafkaSettings kafka, Optional<Audit> audit);

    /**
     * The stack that runs on this machine.
     *
     * @param err receives messages and progress
     */
    static RunningStack here(PrintStream err) {
        return new OnThisMachine(StackState.file(Directories.state(System.getenv())), err);
    }

    /**
     * The stack of a state file.
     *
     * @param file the file
     * @param err receives messages and progress
     */
    record OnThisMachine(Path file, PrintStream err) implements RunningStack {
        private static final long PAUSE_MILLIS = 250;

        @Override
        public Optional<KafkaSettings> kafka() {
            return StackState.running(file).map(StackState::kafka);
        }

        @Override
        public Optional<KafkaSettings> awaitKafka() {
            if (kafka().isEmpty() && StackStart.isUnderWay(file)) {
                err.println("the stack is starting; waiting");
                try {
                    while (kafka().isEmpty() && StackStart.isUnderWay(file)) {
                        Thread.sleep(PAUSE_MILLIS);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return kafka();
        }

        @Override
        public ProductionEnvironments production() {
            return StackState.running(file)
                    .map(StackState::productionEnvironments)
                    .orElse(ProductionEnvironments.DEFAULT);
        }

        @Override
        public Optional<Audit> audit() {
            return StackState.running(file).map(StackState::endpoints).flatMap(StackAudit::of);
        }

        @Override
        public CaughtUp caughtUp(KafkaSettings kafka, Optional<Audit> audit) {
            Optional<CheckpointRequests> checkpoints =
                    StackState.running(file).map(StackState::endpoints).flatMap(CheckpointRequests::of);
            return audit.isPresent() && checkpoints.isPresent()
                    ? new StackCaughtUp(kafka, audit.get(), checkpoints.get(), err)
                    : new CommittedOffsets(kafka, err);
        }
    }
}
