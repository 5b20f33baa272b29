package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.mapping.rule.MappingFiles;
import io.changelens.schemas.ChangePhase;
import io.changelens.schemas.DeploymentEvent;
import io.changelens.schemas.IncidentEvent;
import io.changelens.schemas.IncidentPhase;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The mappings that ship, on rows of the real exports. */
class ShippedMappingsTest {

    @Test
    void eachHasAName() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../../jobs/mapping/mappings"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                            .sorted())
                    .isEqualTo(MappingFiles.SHIPPED);
        }
    }

    @Test
    void deploymentsOfGovUk() throws Exception {
        List<DeploymentEvent> events = Fixture.events(
                RecordKind.DEPLOYMENTS,
                Optional.of(Fixture.shipped("govuk-deployments", RecordKind.DEPLOYMENTS)),
                Fixture.resource("govuk-deployments.csv"),
                DeploymentEvent.getDecoder());
        assertThat(events).hasSize(39).allSatisfy(e -> {
            assertThat(e.getPhase()).isEqualTo(ChangePhase.SUCCEEDED);
            assertThat(e.getChangeId()).startsWith(e.getService() + "/" + e.getEnvironment() + "/");
        });
        assertThat(events).extracting(DeploymentEvent::getChangeId).doesNotHaveDuplicates();
        assertThat(events.get(0).getOccurredAt()).isEqualTo(Instant.parse("2022-04-12T08:57:07Z"));
        assertThat(events.get(0).getVersion()).isEqualTo("3d6c6746355d");
        assertThat(events)
                .filteredOn(e -> e.getTitle().startsWith("disabled_autodeploy"))
                .hasSize(3);
    }

    @Test
    void incidentsOfGitHub() throws Exception {
        List<IncidentEvent> events = Fixture.events(
                RecordKind.INCIDENTS,
                Optional.of(Fixture.shipped("github-status-incidents", RecordKind.INCIDENTS)),
                Fixture.resource("github-status-incidents.jsonl"),
                IncidentEvent.getDecoder());
        assertThat(events).hasSize(2 * 29);
        assertThat(events)
                .extracting(
                        IncidentEvent::getEventId,
                        IncidentEvent::getPhase,
                        IncidentEvent::getService,
                        IncidentEvent::getSeverity,
                        IncidentEvent::getCategory)
                .contains(
                        tuple("9632825/opened", IncidentPhase.OPENED, "Codespaces", Severity.MINOR, "technical"),
                        tuple("9632825/resolved", IncidentPhase.RESOLVED, "Codespaces", Severity.MINOR, "technical"),
                        tuple("9630129/opened", IncidentPhase.OPENED, "github", Severity.NONE, "maintenance"),
                        tuple("9656609/opened", IncidentPhase.OPENED, "Actions", Severity.MAJOR, "technical"),
                        tuple("11073325/resolved", IncidentPhase.RESOLVED, "github", Severity.NONE, "technical"));
        assertThat(events).extracting(IncidentEvent::getSeverity).contains(Severity.CRITICAL);
        assertThat(events)
                .filteredOn(e -> e.getEventId().equals("12613890/opened"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.getService()).isEqualTo("Issues");
                    assertThat(e.getAffectedServices()).containsExactly("Pull Requests");
                });
    }

    @Test
    void clicksOfTheOpenUniversity() throws Exception {
        List<LearningActivityEvent> events = Fixture.events(
                RecordKind.LEARNING_ACTIVITY,
                Optional.of(Fixture.shipped("oulad-student-vle", RecordKind.LEARNING_ACTIVITY)),
                Fixture.resource("oulad-student-vle.tsv"),
                LearningActivityEvent.getDecoder());
        assertThat(events).hasSize(31);
        assertThat(events).extracting(LearningActivityEvent::getEventId).doesNotHaveDuplicates();
        LearningActivityEvent first = events.get(0);
        assertThat(first.getEventId()).isEqualTo("AAA/2013J/28400/546652/-10/1");
        assertThat(first.getOccurredAt()).isEqualTo(Instant.parse("2013-09-21T00:00:00Z"));
        assertThat(first.getCohort()).isEqualTo("AAA-2013J");
        assertThat(first.getCourse()).isEqualTo("AAA");
        assertThat(first.getLearner()).isEqualTo("28400");
        assertThat(first.getVerb()).isEqualTo("page.viewed");
        assertThat(first.getService()).isEqualTo("course-content");
        assertThat(first.getSuccess()).isTrue();
        assertThat(first.getValue()).isEqualTo(4.0);
    }
}
