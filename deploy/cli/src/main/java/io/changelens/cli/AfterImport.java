package io.changelens.cli;

import io.changelens.importer.Audit;
import io.changelens.importer.CaughtUp;
import io.changelens.importer.ImportReport;
import io.changelens.importer.ImportReportPrinter;
import io.changelens.importer.ImportRun;
import io.changelens.importer.IntakeAccount;
import io.changelens.importer.JobsAccountReader;
import io.changelens.importer.KindImport;
import io.changelens.local.UserError;
import io.changelens.pipeline.config.KafkaSettings;
import io.changelens.pipeline.config.PipelineOptions;
import io.changelens.schemas.RecordKind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/** Waits until the jobs have read an import, and adds to its reports what they made of it. */
final class AfterImport {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    private final KafkaSettings broker;
    private final Optional<Audit> audit;
    private final PrintStream err;
    private final Map<RecordKind<?>, IntakeAccount> before = new HashMap<>();

    /**
     * Remembers the accounts of the jobs before the import.
     *
     * @param kinds kinds that will be sent
     * @param broker where they will be sent
     * @param audit the accounts of the jobs; empty when they cannot be asked
     * @param err receives what went wrong
     */
    AfterImport(Set<RecordKind<?>> kinds, KafkaSettings broker, Optional<Audit> audit, PrintStream err)
            throws InterruptedException {
        this.broker = broker;
        this.audit = audit;
        this.err = err;
        if (audit.isPresent()) {
            for (RecordKind<?> kind : kinds) {
                before.put(kind, audit.get().of(kind.topic()));
            }
        }
    }

    /**
     * Waits, and prints the accounts of the jobs.
     *
     * @param run the import
     * @param caughtUp tells when the jobs have read it
     * @param lines receives the accounts
     */
    void await(ImportRun run, CaughtUp caughtUp, PrintStream lines) throws InterruptedException {
        Set<String> topics = new HashSet<>();
        run.kinds().stream()
                .filter(kind -> kind.report().sent() > 0)
                .forEach(kind -> topics.add(kind.kind().topic()));
        if (topics.isEmpty() || !caughtUp.await(topics, LONGEST_WAIT) || audit.isEmpty()) {
            return;
        }
        for (KindImport kind : run.kinds()) {
            if (kind.report().sent() > 0) {
                judge(run, kind, audit.get());
                findOutdated(kind.report(), audit.get());
                lines.print(run.kinds().size() > 1 ? kind.kind().topic() + ": " : "");
                lines.print(ImportReportPrinter.ofJobs(kind.report()));
            }
        }
    }

    /**
     * Adds the jobs' account of the events that were sent. They were sent, and count, even if ClickHouse cannot be
     * queried.
     */
    private void judge(ImportRun run, KindImport kind, Audit asked) throws InterruptedException {
        ImportReport report = kind.report();
        try {
            IntakeAccount since = asked.since(
                    before.getOrDefault(kind.kind(), IntakeAccount.NONE),
                    kind.kind().topic(),
                    report.sent());
            JobsAccountReader reader = new JobsAccountReader(kind.kind(), broker, asked, run.origins());
            report.judged(reader.read(since, kind.sent().orElseThrow()));
        } catch (UserError | KafkaException e) {
            err.println("cannot see what the jobs counted: " + e.getMessage());
        }
    }

    /** Looks for what the jobs computed without the imported records and do not revise by themselves. */
    private void findOutdated(ImportReport report, Audit asked) throws InterruptedException {
        try {
            if (report.kind() == RecordKind.VALUE_STREAMS) {
                report.outdated(asked.outdated());
            } else if (report.kind() != RecordKind.LEARNING_ACTIVITY) {
                report.comparedWith(
                        asked.outcomesUntil().map(until -> until.minus(PipelineOptions.REVISABLE.defaultValue())));
            }
        } catch (UserError e) {
            err.println("cannot see what the jobs computed without these records: " + e.getMessage());
        }
    }
}
