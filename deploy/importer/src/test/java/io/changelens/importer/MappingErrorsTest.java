package io.changelens.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.mapping.rule.MappingFiles;
import io.changelens.schemas.RecordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each slip in a mapping file is one line that names the place. */
class MappingErrorsTest {
    private static final String REST = "eventId: id, changeId: id, occurredAt: at, phase: {constant: STARTED}";

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    nonsense: a ~ my.yaml.fields: unknown field "nonsense" (known: eventId, changeId, phase,
                    version: {colum: a} ~ my.yaml.fields.version: unknown key "colum" (known:
                    version: {default: a} ~ my.yaml.fields.version: needs exactly one of column, template, constant, jsonata, each, days
                    version: {column: a, constant: b} ~ my.yaml.fields.version: needs exactly one of
                    version: 7 ~ my.yaml.fields: "version": expected a column, a template "${column}" or keys; a fixed value is written {constant: 7}
                    version: ~ my.yaml.fields: "version" has no value
                    changeType: {constant: HUGE} ~ my.yaml.fields.changeType: "constant": changeType: not one of UNKNOWN, STANDARD, NORMAL, EMERGENCY (HUGE)
                    changeType: {column: a, values: {x: HUGE}} ~ my.yaml.fields.changeType.values: "x": changeType: not one of UNKNOWN
                    changeType: {column: a, default: HUGE} ~ my.yaml.fields.changeType: "default": changeType: not one of
                    plannedStart: {column: a, time: iso8601} ~ my.yaml.fields.plannedStart: the time has no offset: add `zone`
                    plannedStart: {column: a, time: iso8601, zone: UTC} ~ my.yaml.fields.plannedStart: time "iso8601" is neither iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos nor a pattern
                    plannedStart: {column: a, zone: Mars} ~ my.yaml.fields.plannedStart: "zone": expected a time zone such as UTC or Europe/London, found "Mars"
                    version: {column: a, time: iso} ~ my.yaml.fields.version: `time` is for times, and version is none
                    version: {column: a, split: ";"} ~ my.yaml.fields.version: `split` and `from` are for lists, and version is none
                    plannedStart: {days: a, zone: UTC} ~ my.yaml.fields.plannedStart: `days` needs `start`
                    plannedStart: {days: a, zone: UTC, start: {by: b, dates: {x: soon}}} ~ my.yaml.fields.plannedStart.start.dates: "x": expected a date such as 2013-10-01, found "soon"
                    plannedStart: {days: a, start: {by: b, dates: {x: 2013-10-01}}} ~ my.yaml.fields.plannedStart: `days` needs `zone`
                    """)
    void aFieldsRule(String rule, String message) {
        assertThat(failure("fields: {" + REST + ", service: s, " + rule + "}")).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    feilds: {} ~ my.yaml: unknown key "feilds" (known: collect, decimal, delimiter, each, emit, encoding, extends, fields, format, kind, let, locale, matches, otherwise, skip, verify)
                    kind: incidents ~ my.yaml: maps incidents, not deployments
                    format: xlsx ~ my.yaml: format "xlsx" is none of csv, tsv, json, yaml, ics
                    delimiter: "::" ~ my.yaml: delimiter "::" is not one character
                    skip: [{column: a}] ~ my.yaml.skip[0]: needs `is` (values) or `empty: true`, or `not` (the values to keep)
                    skip: [{is: a}] ~ my.yaml.skip[0]: needs `column`
                    emit: {} ~ my.yaml.emit: expected a list, found {}
                    emit: [{optional: maybe}] ~ my.yaml.emit[0].optional: expected true or false, found "maybe"
                    """)
    void theFile(String line, String message) {
        assertThat(failure(line + "\nfields: {" + REST + ", service: s}")).startsWith(message);
    }

    @Test
    void aRequiredFieldThatNothingIsSaidOf() {
        assertThat(failure("fields: {" + REST + "}"))
                .isEqualTo("my.yaml: the field \"service\" is required, and nothing is said of it");
    }

    @Test
    void noFields() {
        assertThat(failure("kind: deployments")).isEqualTo("my.yaml: needs `fields`");
    }

    @Test
    void notYaml() {
        assertThat(failure("fields: {\n  a: b")).startsWith("my.yaml: line ").contains("not YAML");
        assertThat(failure("")).isEqualTo("my.yaml: is empty");
        assertThat(failure("- a")).isEqualTo("my.yaml: expected keys and values, found [\"a\"]");
        assertThat(failure("kind: a\nkind: b")).contains("my.yaml: line 2").contains("Duplicate");
    }

    @Test
    void noSuchFile() {
        assertThat(Fixture.failure(() -> MappingFiles.read("nowhere.yaml", RecordKind.INCIDENTS)))
                .startsWith("no mapping file nowhere.yaml, and none of that name ships with Changelens"
                        + " (shipped: github-status-incidents, govuk-deployments, oulad-student-vle; presets: ")
                .contains(", github, ");
    }

    private static String failure(String yaml) {
        return Fixture.failure(() -> Fixture.mapping(RecordKind.DEPLOYMENTS, yaml));
    }
}
