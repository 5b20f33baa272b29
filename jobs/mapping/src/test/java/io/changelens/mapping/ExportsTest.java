package io.changelens.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.mapping.DocumentMapper.Outcome;
import io.changelens.mapping.record.EventJson;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.InputFile;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import io.changelens.mapping.row.Yaml;
import io.changelens.mapping.rule.Mapping;
import io.changelens.mapping.rule.MappingReader;
import io.changelens.schemas.RecordKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as spreadsheets and tools of several countries export them. */
class ExportsTest {
    private static final String FIELDS = """
            kind: deployments
            delimiter: ";"
            fields:
              eventId: id
              changeId: id
              phase: {constant: SUCCEEDED}
              service: Dienst
              occurredAt: {column: Ende, time: "dd.MM.yyyy HH:mm", zone: Europe/Berlin}
            """;
    private static final String TABLE = "id;Dienst;Ende\n1;Prüfungen;01.03.2026 10:00\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "ISO-8859-15", "UTF-16LE", "UTF-8", "GB18030"})
    void encodings(String name) throws Exception {
        assertThat(services("encoding: " + name + "\n" + FIELDS, TABLE.getBytes(Charset.forName(name))))
                .containsExactly("Prüfungen");
    }

    @Test
    void aByteOrderMarkTellsUtf16() throws Exception {
        assertThat(services(FIELDS, TABLE.getBytes(StandardCharsets.UTF_16))).containsExactly("Prüfungen");
        // The two halves of a character may lie in two buffers.
        for (int length = 8150; length < 8200; length++) {
            String beyond = "pad;id;Dienst;Ende\n" + "x".repeat(length) + ";1;😀😀😀;01.03.2026 10:00\n";
            assertThat(services(FIELDS, beyond.getBytes(StandardCharsets.UTF_16)))
                    .containsExactly("😀😀😀");
        }
    }

    @Test
    void whatIsNotUtf8SaysWhatToDo() throws Exception {
        byte[] table = TABLE.getBytes(Charset.forName("windows-1252"));
        assertThat(services(FIELDS, table))
                .containsExactly("rejected: not UTF-8; say its `encoding:` in a mapping, such as windows-1252 or GBK");
        assertThatThrownBy(() ->
                        services(FIELDS, TABLE.replace("id;", "Größe;id;").getBytes(Charset.forName("windows-1252"))))
                .isInstanceOf(InputError.class)
                .hasMessageEndingWith(
                        "its header line is not UTF-8; say its `encoding:` in a mapping, such as windows-1252 or GBK");
        assertThatThrownBy(() -> services("encoding: UTF-16LE\n" + FIELDS, new byte[] {0, (byte) 0xd8, 'a', 0}))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("is not UTF-16LE");
        assertThatThrownBy(() -> mapping("encoding: klingon\n" + FIELDS))
                .hasMessage("my.yaml: encoding \"klingon\" is not known; such as windows-1252, GBK, UTF-16");
    }

    @Test
    void theSeparatorLineAndTheEmptyRowsOfSpreadsheets() throws Exception {
        String table = "sep=|\r\nid|Dienst|Ende\r\n1|web|01.03.2026 10:00\r\n||\r\n2|shop|x\r\n| |\r\n";
        assertThat(services(FIELDS, table.getBytes(UTF_8)))
                .containsExactly("web", "rejected: occurredAt: not a time of the form dd.MM.yyyy HH:mm (x) at 5");
    }

    @Test
    void anotherDelimiterIsNamed() {
        assertThatThrownBy(() -> services(FIELDS.replace("delimiter: \";\"\n", ""), TABLE.getBytes(UTF_8)))
                .isInstanceOf(InputError.class)
                .hasMessageEndingWith(
                        "the file has: id;Dienst;Ende (in one column: say `delimiter: \";\"` in the" + " mapping)");
    }

    @Test
    void monthsInTheLanguageOfTheExport() throws Exception {
        String german = "locale: de\n" + FIELDS.replace("dd.MM.yyyy HH:mm", "dd/MMM/yy h:mm a");
        assertThat(services(german, "id;Dienst;Ende\n1;web;04/März/26 2:13 PM\n".getBytes(UTF_8)))
                .containsExactly("web");
        assertThatThrownBy(() -> mapping("locale: \"\"\n" + FIELDS)).hasMessageContaining("is no language");
    }

    @Test
    void decimalCommas() throws Exception {
        String activity = """
                kind: learning-activity
                decimal: ","
                delimiter: ";"
                fields: {eventId: id, verb: {constant: v}, service: {constant: s}, learner: id, value: Wert, count: Anzahl, occurredAt: {constant: "2026-03-01T10:00:00Z"}}
                """;
        assertThat(events(activity, "id;Wert;Anzahl\n1;1.234,5;2.000\n2;-3,25;\n3;3,5 %;\n".getBytes(UTF_8)))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"value\":1234.5", "\"count\":2000"),
                        second -> assertThat(second).contains("\"value\":-3.25"),
                        third -> assertThat(third).startsWith("rejected: value: not a number"));
        assertThatThrownBy(() -> mapping("decimal: x\n" + FIELDS)).hasMessageContaining("neither a comma nor a point");
    }

    /** Jira repeats a column for each value of a list. */
    @Test
    void repeatedColumnsAreLists() throws Exception {
        String jira = """
                kind: incidents
                fields:
                  eventId: key
                  incidentId: key
                  phase: {constant: OPENED}
                  occurredAt: {constant: "2026-03-01T10:00:00Z"}
                  service: Component/s.0
                  affectedServices: {column: Component/s, from: 1}
                """;
        byte[] table = "key,Component/s,Component/s,Component/s\nINC-1,web,,accounts\nINC-2,shop,,\nINC-3,,,\n"
                .getBytes(UTF_8);
        assertThat(events(jira, table))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("\"service\":\"web\"", "\"affectedServices\":[\"accounts\"]"),
                        second -> assertThat(second)
                                .contains("\"service\":\"shop\"")
                                .doesNotContain("affected"),
                        third -> assertThat(third).startsWith("rejected: service: missing"));
        assertThatThrownBy(() -> events(jira.replace("Component/s.0", "Component/s"), table))
                .isInstanceOf(InputError.class)
                .hasMessageEndingWith("the column \"Component/s\" occurs several times, and service is one value; read"
                        + " the first as \"Component/s.0\"");
    }

    private List<String> services(String mapping, byte[] table) throws Exception {
        List<String> services = new ArrayList<>();
        for (String event : events(mapping, table)) {
            services.add(event.replaceFirst("^.*\"service\":\"([^\"]*)\".*$", "$1"));
        }
        return services;
    }

    private List<String> events(String mapping, byte[] table) throws Exception {
        Mapping read = mapping(mapping);
        InputFile file = InputFile.of(Files.write(folder.resolve("x.csv"), table), Optional.empty(), read.encoding());
        List<String> results = new ArrayList<>();
        try (OpenFile open = OpenFile.open(file, RecordKind.DEPLOYMENTS, Optional.of(read), new AtomicLong())) {
            boolean more = true;
            while (more) {
                more = read(open, results);
            }
        }
        return results;
    }

    private static boolean read(OpenFile open, List<String> results) throws Exception {
        try {
            Optional<Row> row = open.rows().read();
            if (row.isEmpty()) {
                return false;
            }
            for (Outcome outcome : open.mapper().map(row.get(), 1_790_000_000_000L)) {
                outcome.events()
                        .forEach(
                                event -> results.add(EventJson.of(event.event()).toString()));
                outcome.rejected()
                        .ifPresent(why -> results.add(
                                "rejected: " + why.line() + " at " + open.rows().line()));
            }
        } catch (RowRejected e) {
            results.add("rejected: " + e.line());
        }
        return true;
    }

    private static Mapping mapping(String text) {
        return MappingReader.read(
                "my.yaml",
                Yaml.read("my.yaml", new ByteArrayInputStream(text.getBytes(UTF_8))),
                Optional.empty(),
                Optional.empty());
    }
}
