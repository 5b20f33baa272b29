package io.changelens.verify.imports;

import io.changelens.cli.ImportCommand;
import io.changelens.cli.RunningStack;
import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.importer.Audit;
import io.changelens.importer.CaughtUp;
import io.changelens.importer.StackAudit;
import io.changelens.importer.StackCaughtUp;
import io.changelens.local.Endpoints;
import io.changelens.local.flink.CheckpointRequests;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.verify.stack.StackFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/** Runs the import command into a stack of a test, and keeps what it printed last. */
final class StackImports {

    private final StackFixture fixture;
    private final Path folder;
    private String account = "";

    /**
     * Imports into a stack.
     *
     * @param folder where the files are written
     */
    StackImports(StackFixture fixture, Path folder) {
        this.fixture = fixture;
        this.folder = folder;
    }

    /** Imports a file with that name and text, and returns the exit code. */
    int run(String kind, String name, String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImportCommand command = new ImportCommand(
                new OfFixture(fixture.endpoints(), System.err),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);
        String[] arguments = new String[2 + more.length];
        arguments[0] = kind;
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        int code = new CommandLine(command).execute(arguments);
        account = out.toString(StandardCharsets.UTF_8);
        return code;
    }

    /** What the last import printed. */
    String account() {
        return account;
    }

    private record OfFixture(Endpoints at, PrintStream err) implements RunningStack {
        @Override
        public Optional<KafkaSettings> kafka() {
            return Optional.of(at.kafka());
        }

        @Override
        public Optional<KafkaSettings> awaitKafka() {
            return kafka();
        }

        @Override
        public ProductionEnvironments production() {
            return ProductionEnvironments.DEFAULT;
        }

        @Override
        public Optional<Audit> audit() {
            return StackAudit.of(at);
        }

        @Override
        public CaughtUp caughtUp(KafkaSettings kafka, Optional<Audit> audit) {
            return new StackCaughtUp(
                    kafka, audit.orElseThrow(), CheckpointRequests.of(at).orElseThrow(), err);
        }
    }
}
