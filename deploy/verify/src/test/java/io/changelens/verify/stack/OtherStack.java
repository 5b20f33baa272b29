package io.changelens.verify.stack;

import io.changelens.cli.RunningStack;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.importer.Audit;
import io.changelens.importer.CaughtUp;
import io.changelens.importer.CommittedOffsets;
import io.changelens.pipeline.config.KafkaSettings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A stack of which only the Kafka is known: import waits for committed offsets.
 *
 * @param found its Kafka; asked each time
 */
record OtherStack(Supplier<Optional<KafkaSettings>> found) implements RunningStack {
    @Override
    public Optional<KafkaSettings> kafka() {
        return found.get();
    }

    @Override
    public Optional<KafkaSettings> awaitKafka() {
        return found.get();
    }

    @Override
    public ProductionEnvironments production() {
        return ProductionEnvironments.DEFAULT;
    }

    @Override
    public Optional<Audit> audit() {
        return Optional.empty();
    }

    @Override
    public CaughtUp caughtUp(KafkaSettings kafka, Optional<Audit> audit) {
        return new CommittedOffsets(kafka, StackFixture.silent());
    }
}
