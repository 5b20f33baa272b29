package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.core.delivery.ProductionEnvironments;
import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.mapping.row.InputFile;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStreamCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says about valid events before they are sent. */
class EventNotesTest {
    private static final String HEADER = "eventId,changeId,phase,occurredAt,service,environment\n";

    @TempDir
    private Path folder;

    @Test
    void theSameIdTwiceIsNamedWithTheEarlierRow() throws IOException {
        ImportReport report = deployments(
                "1,c,SUCCEEDED,2026-03-01T10:00:00Z,web,production",
                "1,c,SUCCEEDED,2026-03-01T10:00:00Z,web,production",
                "1,c,FAILED,2026-03-01T11:00:00Z,web,production");
        assertThat(report.repeatedIds().entries())
                .extracting(ReasonCounts.Entry::reason, ReasonCounts.Entry::example, ReasonCounts.Entry::firstPlaces)
                .containsExactly(
                        tuple(
                                "the same event again, which counts once",
                                "1, as at x.csv:2",
                                List.of(new ReasonCounts.Place("x.csv", 3))),
                        tuple(
                                "another event with the id of an earlier one, which does not count",
                                "1, as at x.csv:2",
                                List.of(new ReasonCounts.Place("x.csv", 4))));
    }

    /** The jobs know the events of a change by their ids. */
    @Test
    void theSameIdInTwoChangesIsTwoEvents() throws IOException {
        ImportReport report = deployments(
                "1,c,SUCCEEDED,2026-03-01T10:00:00Z,web,production",
                "1,d,SUCCEEDED,2026-03-01T10:00:00Z,web,production");
        assertThat(report.repeatedIds().rows()).isZero();
    }

    @Test
    void theSameIdOfTwoLearnersIsOneEvent() throws IOException {
        ImportReport report = read(RecordKind.LEARNING_ACTIVITY, """
                eventId,occurredAt,verb,service,learner
                1,2026-03-01T10:00:00Z,viewed,web,a
                1,2026-03-01T10:00:00Z,viewed,web,b
                """);
        assertThat(report.repeatedIds().rows()).isEqualTo(1);
    }

    @Test
    void environmentsThatDoNotCountAsProductionAreNamed() throws IOException {
        ImportReport report = deployments(
                "1,c1,SUCCEEDED,2026-03-01T10:00:00Z,web,staging",
                "2,c2,SUCCEEDED,2026-03-01T10:00:00Z,web,prod-eu",
                "3,c3,SUCCEEDED,2026-03-01T10:00:00Z,web, Production",
                "4,c4,SUCCEEDED,2026-03-01T10:00:00Z,web,",
                "5,c5,SUCCEEDED,2026-03-01T10:00:00Z,web,staging");
        assertThat(report.otherEnvironments().entries())
                .extracting(ReasonCounts.Entry::reason, ReasonCounts.Entry::rows)
                .containsExactly(tuple("staging", 2L));
    }

    @Test
    void productionIsWhatCountsInTheJobs() throws IOException {
        ImportReport report = read(RecordKind.DEPLOYMENTS, HEADER + """
                1,c1,SUCCEEDED,2026-03-01T10:00:00Z,web,blue-1
                2,c2,SUCCEEDED,2026-03-01T10:00:00Z,web,production
                """, new ProductionEnvironments(List.of("blue-*")));
        assertThat(report.otherEnvironments().entries())
                .extracting(ReasonCounts.Entry::reason)
                .containsExactly("production");
    }

    @Test
    void servicesThatTheCatalogDoesNotHaveAreNamedWithTheOneThatIsMeant() throws IOException {
        ImportReport report = deployments(
                "1,c1,SUCCEEDED,2026-03-01T10:00:00Z,course-content,",
                "2,c2,SUCCEEDED,2026-03-01T10:00:00Z,Course Content,",
                "3,c3,SUCCEEDED,2026-03-01T10:00:00Z,\u00a0course-content ,",
                "4,c4,SUCCEEDED,2026-03-01T10:00:00Z,till,");
        assertThat(report.unknownServices().entries())
                .extracting(ReasonCounts.Entry::reason)
                .containsExactly("Course Content (the catalog has \"course-content\")", "till");
    }

    @Test
    void affectedServicesOfIncidentsAreLookedUpToo() throws IOException {
        ImportReport report = read(RecordKind.INCIDENTS, """
                eventId,incidentId,phase,occurredAt,service,affectedServices
                1,i,OPENED,2026-03-01T10:00:00Z,course-content,till;course-content
                """);
        assertThat(report.unknownServices().entries())
                .extracting(ReasonCounts.Entry::reason)
                .containsExactly("till");
    }

    /** A service is unknown at a time before the revision that has it is in force. */
    @Test
    void theRevisionAtTheTimeOfTheEventIsAsked() {
        ValueStreamCatalog first = CatalogYaml.defaultCatalog();
        ValueStreamCatalog second = ValueStreamCatalog.newBuilder(first)
                .setRevision(2)
                .setEffectiveFrom(Instant.parse("2026-03-01T00:00:00Z"))
                .setServices(new ArrayList<>(first.getServices()))
                .build();
        second.getServices()
                .add(io.changelens.schemas.Service.newBuilder(
                                first.getServices().get(0))
                        .setId("till")
                        .build());
        KnownServices services = new KnownServices(List.of(first, second));
        assertThat(services.knows("till", Instant.parse("2026-02-28T23:59:59Z").toEpochMilli()))
                .isFalse();
        assertThat(services.knows("till", Instant.parse("2026-03-01T00:00:00Z").toEpochMilli()))
                .isTrue();
    }

    @Test
    void anAliasIsANameOfAServiceWhileItIsInForce() {
        ValueStreamCatalog catalog = CatalogYaml.defaultCatalog();
        Instant renamed = Instant.parse("2026-03-01T00:00:00Z");
        catalog.getServices().get(0).setAliases(List.of(new ServiceAlias("till", null, renamed)));
        KnownServices services = new KnownServices(List.of(catalog));
        assertThat(services.knows("till", renamed.minusSeconds(1).toEpochMilli()))
                .isTrue();
        assertThat(services.knows("till", renamed.toEpochMilli())).isFalse();
        assertThat(services.similar("Till")).contains("till");
    }

    private ImportReport deployments(String... rows) throws IOException {
        return read(RecordKind.DEPLOYMENTS, HEADER + String.join("\n", rows) + "\n");
    }

    private ImportReport read(RecordKind<?> kind, String text) throws IOException {
        return read(kind, text, ProductionEnvironments.DEFAULT);
    }

    private ImportReport read(RecordKind<?> kind, String text, ProductionEnvironments production) throws IOException {
        InputFile file = InputFile.of(Fixture.file(folder, "x.csv", text), Optional.empty());
        KnownServices services = new KnownServices(List.of(CatalogYaml.defaultCatalog()));
        KnownStack known = new KnownStack(Optional.of(services), production);
        try (ImportRun run = new ImportRun(
                Set.of(kind), List.of(file), Optional.empty(), Optional.empty(), known, false, Fixture.silent())) {
            return run.run().first();
        }
    }
}
