package io.changelens.demo;

import io.changelens.demo.Extract.Part;
import io.changelens.importer.CommittedOffsets;
import io.changelens.importer.ImportReportPrinter;
import io.changelens.importer.ImportReports;
import io.changelens.importer.ImportRun;
import io.changelens.importer.KnownStack;
import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingFiles;
import io.changelens.schemas.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays the extract of real data through a running stack and compares the tables with its files. */
public final class RealDemo implements Demo {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Endpoints endpoints;
    private final Tables tables;
    private final PrintStream out;

    /**
     * Prepares the demonstration.
     *
     * @param reader user who queries the tables
     * @param out receives progress
     * @param endpoints addresses of the stack
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
        for (Part part : Extract.PARTS) {
            Mapping mapping = MappingFiles.read(part.mapping(), part.kind());
            InputFile file = InputFile.of(directory.resolve(part.file()), mapping.format());
            try (ImportRun run = new ImportRun(
                    Set.of(part.kind()),
                    List.of(file),
                    Optional.of(mapping),
                    Optional.of(endpoints.kafka()),
                    KnownStack.NOTHING,
                    true,
                    out)) {
                ImportReports report = run.run();
                out.print(ImportReportPrinter.text(report));
                if (report.events() == 0) {
                    throw new UserError("the extract's " + part.file() + " could not be imported");
                }
            }
        }
        new CommittedOffsets(endpoints.kafka(), out)
                .await(Set.of(Topics.DEPLOYMENTS, Topics.INCIDENTS, Topics.LEARNING_ACTIVITY), LONGEST_WAIT);
    }

    /**
     * Compares the tables with the extract's own columns.
     *
     * @throws IOException if a file of the extract cannot be read
     */
    public List<Finding> check() throws IOException, InterruptedException {
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
