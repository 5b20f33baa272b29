package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.mapping.row.InputError;
import io.changelens.schemas.Activity;
import io.changelens.schemas.EncodedRecord;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.Measure;
import io.changelens.schemas.RecordKind;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTableTest {
    private static final String[] COLUMNS = {
        "record",
        "revision",
        "effectiveFrom",
        "id",
        "name",
        "valueStream",
        "kpis",
        "services",
        "team",
        "dependsOn",
        "unit",
        "direction",
        "materialEffect",
        "source",
        "numerator.verbs",
        "numerator.aggregate",
        "denominator.verbs",
        "denominator.aggregate"
    };

    @TempDir
    private Path folder;

    /** The catalog that ships, written as a table. */
    private static String table(ValueStreamCatalog catalog) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(
                text, CSVFormat.DEFAULT.builder().setHeader(COLUMNS).get())) {
            row(csv, "catalog", "revision", catalog.getRevision(), "effectiveFrom", catalog.getEffectiveFrom());
            for (ValueStream s : catalog.getValueStreams()) {
                row(csv, "value-stream", "id", s.getId(), "name", s.getName(), "kpis", String.join(";", s.getKpis()));
                for (Activity a : s.getActivities()) {
                    row(
                            csv,
                            "activity",
                            "valueStream",
                            s.getId(),
                            "id",
                            a.getId(),
                            "name",
                            a.getName(),
                            "services",
                            String.join(";", a.getServices()));
                }
            }
            for (Service s : catalog.getServices()) {
                row(
                        csv,
                        "service",
                        "id",
                        s.getId(),
                        "name",
                        s.getName(),
                        "team",
                        s.getTeam(),
                        "dependsOn",
                        String.join(";", s.getDependsOn()));
            }
            for (Kpi k : catalog.getKpis()) {
                row(
                        csv,
                        "kpi",
                        "id",
                        k.getId(),
                        "name",
                        k.getName(),
                        "unit",
                        k.getUnit(),
                        "direction",
                        k.getDirection(),
                        "materialEffect",
                        k.getMaterialEffect(),
                        "source",
                        k.getSource(),
                        "numerator.verbs",
                        verbs(k.getNumerator()),
                        "numerator.aggregate",
                        k.getNumerator() == null ? null : k.getNumerator().getAggregate(),
                        "denominator.verbs",
                        verbs(k.getDenominator()),
                        "denominator.aggregate",
                        k.getDenominator() == null ? null : k.getDenominator().getAggregate());
            }
        }
        return text.toString();
    }

    private static String verbs(Measure measure) {
        return measure == null ? null : String.join(";", measure.getVerbs());
    }

    private static void row(CSVPrinter csv, String record, Object... cells) throws IOException {
        Object[] row = new Object[COLUMNS.length];
        row[0] = record;
        for (int i = 0; i < cells.length; i += 2) {
            row[List.of(COLUMNS).indexOf(cells[i])] = cells[i + 1];
        }
        csv.printRecord(row);
    }

    @Test
    void aCatalogAsATableIsTheSameRecordAsInYaml() throws Exception {
        Path csv = Fixture.file(folder, "c.csv", table(CatalogYaml.defaultCatalog()));
        Path yaml = Path.of("../../jobs/mapping/src/main/resources/catalog/default-catalog.yaml");

        List<EncodedRecord> fromTable = Fixture.encoded(RecordKind.VALUE_STREAMS, Optional.empty(), csv);
        assertThat(fromTable).hasSize(1);
        assertThat(fromTable.get(0).value())
                .isEqualTo(Fixture.encoded(RecordKind.VALUE_STREAMS, Optional.empty(), yaml)
                        .get(0)
                        .value());
    }

    @Test
    void theRowThatSpoilsACatalogIsNamed() {
        assertThat(rejected("record,id\nservice,a\nservices,b\n"))
                .containsExactly("record: not one of activity, catalog, kpi, service, value-stream at [c.csv:3]");
        assertThat(rejected("record,id,valueStream,name,services\nactivity,open,x,Open,a\n"))
                .containsExactly("valueStream: no value stream of that id stands above at [c.csv:2]");
        assertThat(rejected("record,id,unit\nservice,a,ratio\n"))
                .containsExactly("unit: not a column of a service at [c.csv:2]");
    }

    private List<String> rejected(String text) {
        return Fixture.dryRun(RecordKind.VALUE_STREAMS, Optional.empty(), Fixture.file(folder, "c.csv", text))
                .rejected()
                .entries()
                .stream()
                .map(e -> e.reason() + " at "
                        + e.firstPlaces().stream()
                                .map(p -> p.file() + ":" + p.line())
                                .toList())
                .toList();
    }

    @Test
    void columnsThatNothingHasAreToldBeforeARowIsRead() {
        assertThat(failure("record,id,colour\n")).endsWith("c.csv: nothing in a catalog has colour");
        assertThat(failure("id,name\n")).contains("needs the column \"record\"");
    }

    private String failure(String text) {
        Path file = Fixture.file(folder, "c.csv", text);
        return catchThrowableOfType(
                        InputError.class, () -> Fixture.dryRun(RecordKind.VALUE_STREAMS, Optional.empty(), file))
                .getMessage();
    }

    @Test
    void changesAndIncidentsInYamlAreTheSameRecordsAsInTables() throws Exception {
        Path csv = Fixture.file(folder, "d.csv", """
                eventId,changeId,phase,occurredAt,service,version,rolloutScope
                d-1,CH-7,SUCCEEDED,2024-03-01T10:00:00Z,checkout,1.10,pilot;staff
                """);
        Path yaml = Fixture.file(folder, "d.yaml", """
                - eventId: d-1
                  changeId: CH-7
                  phase: SUCCEEDED
                  occurredAt: 2024-03-01T10:00:00Z
                  service: checkout
                  version: 1.10
                  rolloutScope: [pilot, staff]
                """);
        assertThat(values(RecordKind.DEPLOYMENTS, yaml)).isEqualTo(values(RecordKind.DEPLOYMENTS, csv));

        Path incident = Fixture.file(folder, "i.csv", """
                eventId,incidentId,phase,occurredAt,service,severity,external
                i-1,INC-7,OPENED,2024-03-01T10:00:00Z,checkout,MAJOR,true
                """);
        Path incidentYaml = Fixture.file(
                folder,
                "i.yaml",
                "{eventId: i-1, incidentId: INC-7, phase: OPENED, occurredAt: 2024-03-01T10:00:00Z,"
                        + " service: checkout, severity: major, external: true}\n");
        assertThat(values(RecordKind.INCIDENTS, incidentYaml)).isEqualTo(values(RecordKind.INCIDENTS, incident));
    }

    private static List<String> values(RecordKind<?> kind, Path file) {
        return Fixture.encoded(kind, Optional.empty(), file).stream()
                .map(e -> new String(e.value(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Every file of the worked example in the documents is read without a rejected row. */
    @Test
    void theWorkedExampleIsReadWhole() throws Exception {
        Path example = Path.of("../../docs/example");
        List<ImportReport> accounts = List.of(
                Fixture.dryRun(RecordKind.VALUE_STREAMS, Optional.empty(), example.resolve("catalog.csv")),
                Fixture.dryRun(
                        RecordKind.DEPLOYMENTS,
                        Optional.of(Fixture.mapping(
                                RecordKind.DEPLOYMENTS, Files.readString(example.resolve("deployments-mapping.yaml")))),
                        example.resolve("deployments.csv")),
                Fixture.dryRun(
                        RecordKind.INCIDENTS,
                        Optional.of(Fixture.mapping(
                                RecordKind.INCIDENTS, Files.readString(example.resolve("incidents-mapping.yaml")))),
                        example.resolve("incidents.csv")),
                Fixture.dryRun(RecordKind.RELEASE_WINDOWS, Optional.empty(), example.resolve("calendar.yaml")),
                Fixture.dryRun(RecordKind.LEARNING_ACTIVITY, Optional.empty(), example.resolve("activity.csv")));

        assertThat(accounts).allMatch(account -> account.events() > 0);
        assertThat(accounts).allMatch(account -> account.rejected().entries().isEmpty());
    }
}
