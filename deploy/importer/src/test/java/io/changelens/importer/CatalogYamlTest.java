package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.rules.EventRules;
import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.KpiSource;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import io.changelens.schemas.WindowKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogYamlTest {
    private final ValueStreamCatalog catalog = CatalogYaml.defaultCatalog();

    @TempDir
    private Path folder;

    @Test
    void theDefaultCatalogIsValid() {
        assertThat(EventRules.check(catalog, 0)).isEmpty();
        assertThat(catalog.getRevision()).isEqualTo(1);
        assertThat(catalog.getEffectiveFrom()).isEqualTo(Instant.EPOCH);
        assertThat(catalog.getValueStreams())
                .extracting(ValueStream::getId)
                .containsExactly("student-service", "course-delivery", "teacher-support", "operations-analytics");
    }

    @Test
    void everyServiceIsUsedAndEveryKpiJudges() {
        Set<String> used = new HashSet<>();
        Set<String> judging = new HashSet<>();
        for (ValueStream stream : catalog.getValueStreams()) {
            assertThat(stream.getKpis()).contains("availability");
            judging.addAll(stream.getKpis());
            for (Activity activity : stream.getActivities()) {
                used.addAll(activity.getServices());
            }
        }
        catalog.getServices().forEach(service -> used.addAll(service.getDependsOn()));
        assertThat(catalog.getServices()).extracting(Service::getId).allMatch(used::contains);
        assertThat(catalog.getKpis()).extracting(Kpi::getId).containsExactlyInAnyOrderElementsOf(judging);
        assertThat(catalog.getKpis())
                .filteredOn(kpi -> kpi.getSource() == KpiSource.INCIDENTS)
                .extracting(Kpi::getId)
                .containsExactly("availability");
    }

    @Test
    void courseContentBelongsToCourseDeliveryAlone() {
        assertThat(catalog.getValueStreams())
                .filteredOn(stream -> stream.getActivities().stream()
                        .anyMatch(activity -> activity.getServices().contains("course-content")))
                .extracting(ValueStream::getId)
                .containsExactly("course-delivery");
    }

    @Test
    void importingItGivesTheSameRecord() throws Exception {
        Path file = Path.of("../../jobs/mapping/src/main/resources/catalog/default-catalog.yaml");
        assertThat(Fixture.events(RecordKind.VALUE_STREAMS, Optional.empty(), file, ValueStreamCatalog.getDecoder()))
                .containsExactly(catalog);
        assertThat(CatalogYaml.read(file)).isEqualTo(catalog);
    }

    @Test
    void errorsNameThePlace() {
        assertThat(failure("revision: one")).isEqualTo("c.yaml: revision: not a whole number in range (one)");
        assertThat(failure(
                        "revision: 1\neffectiveFrom: 0\nservices: []\nkpis: []\nvalueStreams: [{id: a, name: A, kpis: [],"
                                + " activities: [{id: x, name: X}]}]"))
                .isEqualTo("c.yaml: valueStreams[0].activities[0].services: missing");
        assertThat(failure(
                        "revision: 1\neffectiveFrom: 0\nservices: []\nkpis: []\nvalueStreams: [{id: a, name: A, kpis: [z],"
                                + " activities: []}]"))
                .isEqualTo("c.yaml: value stream a is judged by unknown z (rule dangling-reference)");
        assertThat(failure("revision: 1\nstreams: []")).isEqualTo("c.yaml: effectiveFrom: missing");
        assertThat(failure("[]")).startsWith("c.yaml: expected the keys of a catalog");
    }

    @Test
    void releaseWindowsComeAsYamlListsAndAsCsv() {
        Path yaml = Fixture.file(folder, "w.yaml", """
                - windowId: w1
                  kind: EXAM
                  title: Exams
                  valueStreams: [course-delivery, teacher-support]
                  startsAt: 2030-06-01T00:00:00Z
                  endsAt: 2030-06-15T00:00:00Z
                  importance: 5
                """);
        Path csv = Fixture.file(folder, "w.csv", """
                windowId,kind,title,valueStreams,startsAt,endsAt,importance
                w1,EXAM,Exams,course-delivery; teacher-support,2030-06-01T00:00:00Z,2030-06-15T00:00:00Z,5
                """);
        List<ReleaseWindow> fromYaml = windows(yaml);
        assertThat(fromYaml).singleElement().satisfies(w -> {
            assertThat(w.getKind()).isEqualTo(WindowKind.EXAM);
            assertThat(w.getValueStreams()).containsExactly("course-delivery", "teacher-support");
        });
        assertThat(windows(csv)).isEqualTo(fromYaml);
    }

    @Test
    void badWindowsAreRejectedAtTheirLine() {
        Path yaml = Fixture.file(folder, "w.yaml", "# a comment\n- 7\n- {windowId: w}\n");
        assertThat(Fixture.dryRun(RecordKind.RELEASE_WINDOWS, Optional.empty(), yaml)
                        .rejected()
                        .entries())
                .extracting(e -> e.reason() + " at " + e.firstPlaces())
                .containsExactly("not an object at [w.yaml:2]", "kind: missing at [w.yaml:3]");
    }

    private static List<ReleaseWindow> windows(Path file) {
        return Fixture.events(RecordKind.RELEASE_WINDOWS, Optional.empty(), file, ReleaseWindow.getDecoder());
    }

    private static String failure(String yaml) {
        return Fixture.failure(
                () -> CatalogYaml.read("c.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }
}
