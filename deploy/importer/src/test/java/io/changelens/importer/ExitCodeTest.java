package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.importer.Examples.Example;
import io.changelens.importer.ReasonCounts.Place;
import io.changelens.schemas.RecordKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which exit code an import has, and what its account of the jobs says. */
class ExitCodeTest {
    private static final Examples NONE = new Examples(0, List.of());
    private static final Examples ONE = new Examples(1, List.of(new Example("e-1", new Place("x.csv", 2))));
    private static final IntakeAccount ALL = new IntakeAccount(2, 2, 0, 0, 0, 0);
    private static final IntakeAccount KNOWN = new IntakeAccount(2, 1, 1, 0, 0, 0);
    private static final IntakeAccount LATE = new IntakeAccount(2, 1, 0, 1, 0, 0);

    @Test
    void everythingCounts() {
        assertThat(code(new JobsAccount(ALL, NONE, NONE, NONE, 0, Map.of(), 0))).isZero();
    }

    @Test
    void importingAgainIsSafe() {
        assertThat(code(new JobsAccount(KNOWN, ONE, NONE, NONE, 0, Map.of(), 0)))
                .isZero();
        assertThat(code(new JobsAccount(LATE, NONE, NONE, NONE, 1, Map.of(), 0)))
                .isZero();
    }

    @Test
    void whatDoesNotCountIsThree() {
        assertThat(code(new JobsAccount(KNOWN, NONE, ONE, NONE, 0, Map.of(), 0)))
                .isEqualTo(3);
        assertThat(code(new JobsAccount(KNOWN, NONE, NONE, NONE, 0, Map.of(), 1)))
                .isEqualTo(3);
        assertThat(code(new JobsAccount(LATE, NONE, NONE, ONE, 0, Map.of(), 0))).isEqualTo(3);
        assertThat(code(new JobsAccount(
                        new IntakeAccount(2, 1, 0, 0, 1, 0), NONE, NONE, NONE, 0, Map.of("too-many-events", ONE), 0)))
                .isEqualTo(3);
        assertThat(code(new JobsAccount(new IntakeAccount(2, 1, 0, 0, 0, 1), NONE, NONE, NONE, 0, Map.of(), 0)))
                .isEqualTo(3);
    }

    @Test
    void anEventThatIsHeldBackOrHasTheIdOfAnotherIsThreeUnlessNothingIsSent() {
        ImportReport held = report(false);
        held.heldBack().count("time-outlier", "", new Place("x.csv", 2));
        assertThat(held.exitCode()).isEqualTo(3);
        ImportReport clash = report(false);
        clash.repeatedId(false, "", new Place("x.csv", 2));
        assertThat(clash.exitCode()).isEqualTo(3);
        ImportReport again = report(false);
        again.repeatedId(true, "", new Place("x.csv", 2));
        assertThat(again.exitCode()).isZero();
        ImportReport dry = report(true);
        dry.repeatedId(false, "", new Place("x.csv", 2));
        assertThat(dry.exitCode()).isZero();
    }

    @Test
    void unknownServicesAndOtherEnvironmentsAreToldOnly() {
        ImportReport report = report(false);
        report.unknownServices().countRow("till", new Place("x.csv", 2));
        report.otherEnvironments().countRow("staging", new Place("x.csv", 2));
        assertThat(report.exitCode()).isZero();
        assertThat(ImportReportPrinter.text(report))
                .contains("  service not in the catalog 1: till at x.csv:2")
                .contains("  environment that does not count as production 1: staging at x.csv:2");
    }

    @Test
    void theAccountNamesTheFirstRows() {
        ImportReport report = report(false);
        report.judged(new JobsAccount(KNOWN, NONE, new Examples(4, ONE.first()), NONE, 0, Map.of("rule", ONE), 0));
        assertThat(ImportReportPrinter.ofJobs(report).lines())
                .containsExactly(
                        "the jobs read 2 events: 1 counted, 1 known already, 0 late, 0 rejected; none unaccounted for",
                        "  4 known already, with other content: an earlier event has the id and counts, this one does"
                                + " not; give each its own id: e-1 (x.csv:2), …",
                        "  1 rejected by the jobs: rule: e-1 (x.csv:2)");
        assertThat(ImportReportPrinter.json(report))
                .contains("\"exitCode\" : 3", "\"value\" : \"e-1\"", "\"file\" : \"x.csv\"", "\"line\" : 2");
    }

    private static int code(JobsAccount account) {
        ImportReport report = report(false);
        report.judged(account);
        return report.exitCode();
    }

    private static ImportReport report(boolean dryRun) {
        ImportReport report = new ImportReport(RecordKind.DEPLOYMENTS, 1, dryRun);
        report.rowRead();
        report.event(0);
        report.sent(1);
        return report;
    }
}
