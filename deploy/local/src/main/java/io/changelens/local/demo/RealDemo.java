package io.changelens.local.demo;

import io.changelens.local.cli.UserError;
import io.changelens.local.demo.Extract.Part;
import io.changelens.local.imports.CaughtUp;
import io.changelens.local.imports.CommittedOffsets;
import io.changelens.local.imports.ImportCommand;
import io.changelens.local.stack.Credentials;
import io.changelens.local.stack.Endpoints;
import io.changelens.schemas.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** Plays the extract of real data through a running stack, and asks the tables what became of it. */
public final class RealDemo implements Demo {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Endpoints endpoints;
    private final Tables tables;
    private final PrintStream out;

    /**
     * Makes a demonstration.
     *
     * @param reader as whom to ask
     * @param out for people
     */
    public RealDemo(Endpoints endpoints, Credentials.Login reader, PrintStream out) {
        this.endpoints = endpoints;
        this.tables = Tables.of(endpoints, reader);
        this.out = out;
    }

    /** Imports the extract and waits until the jobs have read it. */
    @Override
    public void play() throws IOException, InterruptedException {
        Path directory = endpoints.dataDir().resolve("extract");
        Extract.copyTo(directory);
        CaughtUp later = (topics, timeout) -> false;
        for (Part part : Extract.PARTS) {
            ImportCommand command =
                    new ImportCommand(() -> Optional.of(endpoints.kafka()), broker -> later, Optional::empty, out, out);
            int exit = new CommandLine(command)
                    .execute(part.kind(), directory.resolve(part.file()).toString(), "--mapping", part.mapping());
            if (exit != 0) {
                throw new UserError("the extract's " + part.file() + " could not be imported");
            }
        }
        new CommittedOffsets(endpoints.kafka(), out)
                .await(Set.of(Topics.DEPLOYMENTS, Topics.INCIDENTS, Topics.LEARNING_ACTIVITY), LONGEST_WAIT);
    }

    /** Compares the tables with the extract's own columns. */
    List<Finding> check() throws IOException, InterruptedException {
        List<Finding> checked = new ArrayList<>();
        for (Truth truth : ExtractTruths.read()) {
            checked.add(truth.found(tables.ask(truth.question()).strip()));
        }
        return checked;
    }

    @Override
    public DemoResult result(Duration took) throws IOException, InterruptedException {
        return new DemoResult(check(), took);
    }
}
